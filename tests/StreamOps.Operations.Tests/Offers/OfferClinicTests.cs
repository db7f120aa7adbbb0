using System.Text.Json;
using CsCheck;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Offers;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Offers;

public sealed class OfferClinicTests
{
    public static TheoryData<string, string, string> Sick =>
        new()
        {
            { "nothing", "", "empty" },
            { "blanks", " \r\n\t ", "empty" },
            { "a word", "hello", "not-json" },
            { "an array", "[1,2]", "not-json" },
            { "a number", "17", "not-json" },
            { "a deep nest", new string('[', 5_000), "not-json" },
            { "too long", $$"""{"type":"offer","sdp":"{{new string('x', 65_536)}}"}""", "too-long" },
            { "too long in bytes only", new string('\u20AC', 30_000), "too-long" },
            { "the word for no player", "NO_CLIENT_CONNECTION", "no-client-connection" },
            { "the word in quotes", "\"NO_CLIENT_CONNECTION\"", "no-client-connection" },
            { "bare SDP", OfferText.Healthy().Sdp, "bare-sdp" },
            { "cut off", OfferText.Healthy().ToString()[..^40], "cut-off" },
            { "cut off within a wrap", JsonSerializer.Serialize(OfferText.Healthy().ToString())[..400], "cut-off" },
            { "an answer", (OfferText.Healthy() with { Type = "answer" }).ToString(), "answer" },
            { "an answer without sdp", """{"type":"answer"}""", "answer" },
            { "no video", OfferText.Healthy().WithoutSection("video").ToString(), "no-video" },
            { "video only sent", OfferText.Healthy().Replacing("a=recvonly", "a=sendonly").ToString(), "no-video" },
            { "video switched off", OfferText.Healthy().Replacing("m=video 9", "m=video 0").ToString(), "no-video" },
            { "no H.264", OfferText.Healthy().Replacing("H264/90000", "VP9/90000").ToString(), "no-h264" },
            { "H.264 mapped but not listed", OfferText.Healthy().Replacing(" 96 97 102 103", " 96 97").ToString(), "no-h264" },
            { "no fingerprint", OfferText.Healthy().Without(line => line.StartsWith("a=fingerprint")).ToString(), "no-security" },
            { "no ICE user", OfferText.Healthy().Without(line => line.StartsWith("a=ice-ufrag")).ToString(), "no-security" },
            { "no ICE password", OfferText.Healthy().Without(line => line.StartsWith("a=ice-pwd")).ToString(), "no-security" },
        };

    public static TheoryData<string, string, string, OfferLevel> Noted =>
        new()
        {
            { "unknown members", """{"kind":"new","body":"x"}""", "unknown-kind", OfferLevel.Warn },
            { "an unknown type", (OfferText.Healthy() with { Type = "invitation" }).ToString(), "unknown-kind", OfferLevel.Warn },
            { "a preliminary answer", (OfferText.Healthy() with { Type = "pranswer" }).ToString(), "answer", OfferLevel.Stop },
            { "a rollback", """{"type": "rollback", "sdp": ""}""", "rollback", OfferLevel.Stop },
            { "no sdp", """{"type":"offer"}""", "cut-off", OfferLevel.Stop },
            { "an sdp that is no text", """{"type":"offer","sdp":{}}""", "unknown-kind", OfferLevel.Warn },
            { "half a surrogate pair", """{"type":"\ud800","sdp":"v=0"}""", "changed-on-its-way", OfferLevel.Stop },
            { "no audio", OfferText.Healthy().WithoutSection("audio").ToString(), "no-audio", OfferLevel.Warn },
            { "no data channel", OfferText.Healthy().WithoutSection("application").ToString(), "no-data-channel", OfferLevel.Warn },
            {
                "relays only",
                OfferText.Healthy().With("a=candidate:1 1 udp 41885439 203.0.113.9 61234 typ relay raddr 0.0.0.0 rport 0").ToString(),
                "relay-only",
                OfferLevel.Info
            },
            { "no version", (OfferText.Healthy() with { SdkVersion = null }).ToString(), "no-sdk-version", OfferLevel.Info },
            { "another version", (OfferText.Healthy() with { SdkVersion = "9.9.9" }).ToString(), "untested-sdk-version", OfferLevel.Info },
        };

    public static TheoryData<string, string, string> Repairable =>
        new()
        {
            { "wrapped twice", JsonSerializer.Serialize(OfferText.Healthy().ToString()), "wrapped-twice" },
            { "curly quotes", Curly(OfferText.Healthy().ToString()), "changed-by-chat" },
            { "odd spaces", OfferText.Healthy().ToString().Replace(' ', '\u00A0'), "changed-by-chat" },
            { "zero-width spaces", OfferText.Healthy().ToString().Insert(300, "\u200B"), "changed-by-chat" },
            { "soft line breaks", OfferText.Healthy().ToString().Insert(300, "\r\n").Insert(600, "\n"), "changed-by-chat" },
        };

    [Fact]
    public void A_healthy_offer_has_no_finding()
    {
        var verdict = OfferClinic.Examine(OfferText.Healthy().ToString());

        Assert.Empty(verdict.Findings);
    }

    [Fact]
    public void Carriage_returns_and_blanks_around_the_text_are_no_finding()
    {
        var offer = OfferText.Healthy() with { LineEnd = "\r\n" };

        Assert.Empty(OfferClinic.Examine($"  {offer}\r\n").Findings);
    }

    [Fact]
    public void A_host_candidate_beside_a_relay_is_no_finding()
    {
        var offer = OfferText
            .Healthy()
            .With("a=candidate:1 1 udp 2122260223 192.0.2.7 61234 typ host", "a=candidate:2 1 udp 41885439 203.0.113.9 61235 typ relay");

        Assert.Empty(OfferClinic.Examine(offer.ToString()).Findings);
    }

    [Fact]
    public void A_section_that_rides_on_another_transport_counts_although_its_port_is_zero()
    {
        var offer = OfferText.Healthy().Replacing("m=video 9", "m=video 0").Replacing("a=mid:1", "a=mid:1\na=bundle-only");

        Assert.Empty(OfferClinic.Examine(offer.ToString()).Findings);
    }

    [Theory]
    [MemberData(nameof(Sick))]
    public void What_cannot_be_sent_is_stopped(string what, string text, string rule)
    {
        var verdict = OfferClinic.Examine(text);

        Assert.True(verdict.IsStopped, what);
        Assert.Contains(rule, verdict.Findings.Select(finding => finding.Rule));
        Assert.False(verdict.CanRepair);
    }

    [Theory]
    [MemberData(nameof(Noted))]
    public void What_is_odd_is_said_once_at_its_level(string what, string text, string rule, OfferLevel level)
    {
        var finding = Assert.Single(OfferClinic.Examine(text).Findings);

        Assert.Equal((what, rule, level), (what, finding.Rule, finding.Level));
    }

    [Theory]
    [MemberData(nameof(Repairable))]
    public void What_chats_do_is_offered_a_repair_that_heals_it(string what, string text, string rule)
    {
        var verdict = OfferClinic.Examine(text);

        Assert.True(verdict.CanRepair, what);
        Assert.Equal([rule], verdict.Findings.Select(finding => finding.Rule));
        Assert.Empty(OfferClinic.Examine(OfferDesk.Repair(text)).Findings);
    }

    [Fact]
    public void The_repair_gives_back_the_very_text_the_browser_made()
    {
        var offer = OfferText.Healthy().ToString();

        Assert.Equal(offer, OfferDesk.Repair(Curly(JsonSerializer.Serialize(offer)).Insert(300, "\u200B").Insert(500, "\n")));
        Assert.Equal(offer, OfferDesk.Repair(offer));
    }

    [Fact]
    public void Every_stop_says_what_to_tell_the_player()
    {
        var stops = OfferTable.All.Append(OfferRules.NotNow("It has ended.")).Where(rule => rule.Level == OfferLevel.Stop).ToList();

        Assert.True(stops.Count > 15, $"Only {stops.Count}.");
        Assert.All(stops, stop => Assert.EndsWith(".", stop.SayToPlayer, StringComparison.Ordinal));
    }

    [Fact]
    public void A_phone_whose_browser_has_no_h264_is_not_sent_to_that_browser()
    {
        Assert.Contains("on a computer, or on another phone", OfferRules.NoH264.SayToPlayer, StringComparison.Ordinal);
        Assert.Contains(
            "on a computer, or on another phone",
            ErrorText.ForReason("invalidSignalRequest").SayToPlayer,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_stop_stands_before_a_warning()
    {
        var verdict = OfferClinic.Examine(OfferText.Healthy().WithoutSection("audio").WithoutSection("video").ToString());

        Assert.Equal(["no-video", "no-audio"], verdict.Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public void Any_text_gets_a_verdict_from_the_table_and_none_of_its_own_words()
    {
        string[] words =
        [
            "{",
            "}",
            "[",
            "\"",
            "\\",
            ":",
            ",",
            "\u201C",
            "\u200B",
            "\u202E",
            "\ud800",
            "\0",
            "\r\n",
            "v=0",
            "m=video 9 x 102",
            "a=rtpmap:102 H264/90000",
            "a=candidate:",
            " typ relay",
            "\"type\":\"offer\"",
            "\"sdp\":\"v=0\\nm=video 9 x 1\"",
            OfferText.Healthy().ToString(),
        ];
        var pieces = Gen.Int[0, words.Length - 1].Select(index => words[index]);

        Gen.Select(pieces.Array[0, 40], Gen.String)
            .Sample(
                (parts, tail) =>
                    Assert.All(
                        OfferClinic.Examine(string.Concat(parts) + tail).Findings,
                        finding => Assert.Contains(finding, OfferTable.All)
                    ),
                iter: 2_000
            );
    }

    private static string Curly(string text) => text.Replace('"', '\u201D');
}
