using System.Text.Json;

namespace StreamOps.Testing;

/// <summary>Texts that ask for more time or memory than an offer may: too large for files, so made by recipe.</summary>
public static class GreedyOffers
{
    private const int Most = 65_536;

    /// <summary>By name; each with what the clinic finds, worst first.</summary>
    public static IReadOnlyList<CorpusOffer> All { get; } =
    [
        Of("a hundred thousand candidates", WithLines(Candidate, 100_000), "too-long"),
        Of("a candidate more than any browser has", WithLines(Candidate, 501), "too-long"),
        Of("as many candidates as are read", WithLines(Candidate, 500)),
        Of("fifty sections more", WithLines("m=audio 9 UDP/TLS/RTP/SAVPF 111", 50), "too-long"),
        Of("a character too many", Padded(Most + 1), "too-long"),
        Of("as long as allowed", Padded(Most)),
        Of("too many bytes in few characters", new string('\u20AC', 30_000), "too-long"),
        Of("deep arrays", new string('[', 60_000), "not-json"),
        Of("deep objects", Repeated("{\"a\":", 60_000), "cut-off"),
        Of("a wide array", $$"""{"a":[{{Repeated("1,", 60_000)}}1]}""", "unknown-kind"),
        Of("many members", $$"""{{{Repeated("\"a\":0,", 60_000)}}"b":1}""", "unknown-kind"),
        Of("the same member", $$"""{{{Repeated("\"sdp\":\"v\",", 60_000)}}"type":"offer"}""", Changed),
        Of("many formats", InSdp($"m=video 9 x{Repeated(" 96", 60_000)}"), Changed),
        Of("many rtpmaps", InSdp(Repeated("a=rtpmap:96 H264/90000\\n", 60_000)), Changed),
        Of("many directions", InSdp(Repeated("a=inactive\\n", 60_000)), Changed),
        Of("many short sections", InSdp(Repeated("m=a\\n", 60_000)), Changed),
        Of("many empty lines", InSdp(Repeated("\\n", 60_000)), Changed),
        Of("one long line", InSdp("a=candidate:" + new string(' ', 60_000)), Changed),
        Of("a large foreign alphabet", InSdp(new string('\u4E2D', 21_000)), Changed),
        Of("quotation marks", "{" + new string('"', 60_000) + "a", "cut-off"),
        Of("curly quotation marks", "{" + new string('\u201C', 20_000) + "a", "cut-off"),
        Of("backslashes", "\"{" + new string('\\', 60_000), "cut-off"),
        Of("invisible characters", "{" + new string('\u200B', 20_000) + "\"a\":1}", "changed-by-chat", "unknown-kind"),
        Of("line breaks inside", $$"""{"a":"{{Repeated("x\n", 60_000)}}"}""", "changed-by-chat", "unknown-kind"),
        Of("wraps with something to repair in each", Wraps(), "changed-by-chat", "wrapped-twice", "unknown-kind"),
        Of("half a surrogate pair", $$"""{"type":"offer","sdp":"{{'\ud800'}}"}""", Changed),
        Of("many lines that are whole", WithLines("a=rtpmap:96 H264/90000", 2_300)),
        Of("many lines in one", WithLines($"a={Repeated("a=a", 60_000)}", 1), Changed),
        Of("many sections in the bundle", WithLines($"a=group:BUNDLE{Repeated(" 1", 60_000)}", 1)),
        Of("breaks everywhere", Broken("a=rtcp-fb:96 nack pli\n", "n\na=\nr", 3_000), Changed),
        Of("breaks where blanks were", Broken("a=rtcp-fb:96 nack\npli", "", 900), "changed-by-chat"),
        Of("more breaks than any line has", Broken("a=fmtp:96 " + Repeated("x=1;\n", 200) + "y=2", "", 250), Changed),
        Of(
            "ends expanded",
            OfferText
                .Healthy()
                .With([.. Enumerable.Repeat("a=rtcp-rsize", 1_500)])
                .ToString()
                .Replace("\\n", "\n", StringComparison.Ordinal),
            "changed-by-chat"
        ),
        Of(
            "ends doubled",
            OfferText
                .Healthy()
                .With([.. Enumerable.Repeat("a=rtcp-rsize", 900)])
                .ToString()
                .Replace("\\n", "\\n\\n", StringComparison.Ordinal),
            "changed-by-chat"
        ),
        Of("breaks in too many lines", Broken("a=rtcp-fb:96 nack\npli", "", 2_500), Changed),
        Of("more lines than any browser has", WithLines("a=rtcp-rsize", 4_000).Replace("\\n", "\n", StringComparison.Ordinal), Changed),
        Of("no literal", new string('t', 60_000), NotJson),
        Of("no literal within", $$"""{"a":{{new string('n', 60_000)}}}""", NotJson),
        Of("a long name of a section", WithLines($"a=mid:{new string('x', 50_000)}", 1), Changed),
        Of("quoting", Repeated("> \n", 60_000) + "{", NotJson),
        Of("entities", "{" + Repeated("&amp;", 60_000) + "}", NotJson),
        Of("braces", Repeated("{ ", 60_000), "cut-off"),
        Of("blanks with no end", Repeated(" x" + new string(' ', 500), 60_000), NotJson),
    ];

    private const string Candidate = "a=candidate:1 1 udp 2113937151 192.0.2.7 61234 typ host";

    private const string Changed = "changed-on-its-way";

    private const string NotJson = "not-json";

    private static CorpusOffer Of(string name, string text, params string[] rules) => new(name, text, rules);

    private static string WithLines(string line, int count) => OfferText.Healthy().With([.. Enumerable.Repeat(line, count)]).ToString();

    private static string Padded(int length) => OfferText.Healthy().ToString().PadRight(length);

    private static string Broken(string line, string more, int count) =>
        WithLines("a=x-mark", 1)
            .Replace(
                "a=x-mark",
                string.Concat(Enumerable.Repeat(line + "\\n", Math.Min(count, 55_000 / (line.Length + 2)))) + more,
                StringComparison.Ordinal
            );

    private static string InSdp(string escaped) => $$"""{"type":"offer","sdp":"{{escaped}}"}""";

    private static string Repeated(string part, int length) => string.Concat(Enumerable.Repeat(part, length / part.Length));

    private static string Wraps()
    {
        var text = $$"""{"a":"{{new string('x', 64_000)}}\u200B"}""";
        for (var wraps = 0; wraps < 2; wraps++)
        {
            text = JsonSerializer.Serialize(text) + "\u200B";
        }

        return text;
    }
}
