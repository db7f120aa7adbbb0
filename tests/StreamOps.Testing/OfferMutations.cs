using System.Text.Json;

namespace StreamOps.Testing;

/// <summary>Makes texts that are nearly offers: a number gives the same text again.</summary>
public static class OfferMutations
{
    private const int Longest = 70_000;

    private static readonly string[] Words =
    [
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "\\\"",
        "\\u200b",
        "\\ud800",
        "\\u0000",
        ":",
        ",",
        "\u201C",
        "\u00AB",
        "\u00A0",
        "\u200B",
        "\u202E",
        "\uFEFF",
        "\u2028",
        "\ud83d",
        "\ude00",
        "\0",
        "\r\n",
        "\\n",
        "\\r\\n",
        "null",
        "1e999",
        "NO_CLIENT_CONNECTION",
        "v=0",
        "m=video 9 UDP/TLS/RTP/SAVPF 96\\n",
        "m=video 0 ",
        "m=",
        "a=",
        "a=recvonly\\n",
        "a=sendonly\\n",
        "a=rtpmap:102 H264/90000\\n",
        "a=candidate:1 1 udp 1 192.0.2.7 9 typ relay\\n",
        "a=ice-pwd:",
        "a=fingerprint:sha-256 ",
        "\"type\":\"answer\",",
        "\"sdp\":\"v=0\\n\",",
    ];

    /// <summary>The text of a number: one or two of the seeds, changed up to six times.</summary>
    public static string Of(int number, IReadOnlyList<string> seeds)
    {
        var random = new Random(number);
        var text = seeds[random.Next(seeds.Count)];
        for (var changes = random.Next(1, 7); changes > 0; changes--)
        {
            text = Changed(text, seeds, random);
        }

        return text.Length > Longest ? text[..Longest] : text;
    }

    private static string Changed(string text, IReadOnlyList<string> seeds, Random random)
    {
        var at = random.Next(text.Length + 1);
        var until = Math.Min(text.Length, at + random.Next(1, 200));
        var word = Words[random.Next(Words.Length)];
        return random.Next(12) switch
        {
            0 => text[..at],
            1 => text[at..],
            2 => text[..at] + text[until..],
            3 => text[..until] + text[at..],
            4 => text[..at] + (char)random.Next(0x10000) + text[until..],
            5 => text[..at] + (char)random.Next(0x80) + text[at..],
            6 => text.Replace(word, Words[random.Next(Words.Length)], StringComparison.Ordinal),
            7 => text[..at] + Tail(seeds[random.Next(seeds.Count)], random),
            8 when text.Length < Longest => text[..at] + string.Concat(Enumerable.Repeat(word, random.Next(1, 2_000))) + text[at..],
            9 when text.Length < Longest => JsonSerializer.Serialize(text),
            10 => text.Replace('"', '\u201D'),
            _ => text[..at] + word + text[at..],
        };
    }

    private static string Tail(string text, Random random) => text[random.Next(text.Length + 1)..];
}
