using System.Text.Json;
using StreamOps.Emulator.Offers;
using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Offers;

/// <summary>The answer to an offer. https://www.rfc-editor.org/rfc/rfc9429#section-5.3</summary>
public sealed class AnswerSdpSpecs
{
    private static readonly SessionDescription Offer = Read(SomeOffer.New());

    [Fact]
    public void The_sections_are_those_of_the_offer_in_its_order()
    {
        var answer = Answer(Offer);

        Assert.Equal(
            "audio 0, video 1, application 2",
            string.Join(", ", answer.Media.Select(section => $"{section.Kind} {section.Value("mid")}"))
        );
        Assert.Contains("a=group:BUNDLE 0 1 2", answer.SessionLines, StringComparer.Ordinal);
    }

    [Fact]
    public void H264_with_its_retransmission_is_chosen_though_VP8_comes_first()
    {
        var video = Answer(Offer).Media[1];

        Assert.Equal("103 104", string.Join(' ', video.Formats));
        Assert.Contains(
            "fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
            video.Attributes,
            StringComparer.Ordinal
        );
        Assert.DoesNotContain(video.Attributes, line => line.Contains("VP8", StringComparison.Ordinal));
    }

    [Fact]
    public void Opus_alone_is_chosen_for_audio() => Assert.Equal("111", Assert.Single(Answer(Offer).Media[0].Formats));

    [Fact]
    public void Every_section_has_the_ICE_and_DTLS_attributes_of_one_host()
    {
        var sections = Answer(Offer).Media;

        Assert.All(sections, section => Assert.True(section.Has("setup:passive") && section.Has("end-of-candidates")));
        Assert.All(sections, section => Assert.Matches("^sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$", section.Value("fingerprint")!));
        Assert.All(sections, section => Assert.Contains("127.0.0.1", section.Value("candidate"), StringComparison.Ordinal));
        Assert.Single(sections.Select(section => section.Value("ice-ufrag") + section.Value("ice-pwd")).ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("recvonly", "sendonly")]
    [InlineData("sendrecv", "sendonly")]
    [InlineData("sendonly", "recvonly")]
    [InlineData("inactive", "inactive")]
    public void The_direction_answers_that_of_the_offer(string offered, string answered)
    {
        var audio = Offer.Media[0] with { Attributes = [.. Offer.Media[0].Attributes.Select(line => line == "recvonly" ? offered : line)] };

        Assert.True(Answer(Offer with { Media = [audio] }).Media[0].Has(answered));
    }

    [Fact]
    public void A_video_section_without_H264_is_rejected_and_left_out_of_the_bundle()
    {
        var video = Offer.Media[1] with
        {
            Attributes = [.. Offer.Media[1].Attributes.Where(line => !line.Contains("H264", StringComparison.Ordinal))],
        };

        var answer = Answer(Offer with { Media = [Offer.Media[0], video, Offer.Media[2]] });

        Assert.Equal("0", answer.Media[1].Port);
        Assert.Contains("a=group:BUNDLE 0 2", answer.SessionLines, StringComparer.Ordinal);
    }

    [Fact]
    public void Two_answers_have_keys_of_their_own() =>
        Assert.False(Answer(Offer).Media[0].Value("fingerprint") == Answer(Offer).Media[0].Value("fingerprint"));

    [Fact]
    public void An_offer_with_bare_line_feeds_is_read()
    {
        var sdp = JsonElement.Parse(SomeOffer.New()).GetProperty("sdp").GetString()!.Replace("\r", "", StringComparison.Ordinal);

        Assert.Equal(3, SessionDescription.Parse(sdp)!.Media.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v=0\r\n")]
    [InlineData("v=0\r\nm=audio\r\n")]
    [InlineData("hello\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")]
    public void What_is_no_session_description_is_not_read(string sdp) => Assert.Null(SessionDescription.Parse(sdp));

    private static SessionDescription Read(string offer) =>
        SessionDescription.Parse(JsonElement.Parse(offer).GetProperty("sdp").GetString()!)!;

    private static SessionDescription Answer(SessionDescription offer) => SessionDescription.Parse(AnswerSdp.For(offer))!;
}

/// <summary>The answer's text as the Web SDK takes it.</summary>
public sealed class SignalResponseSpecs : EmulatorSpec
{
    [Fact]
    public async Task An_answer_is_JSON_with_type_sdp_and_the_address_of_the_protocol_script()
    {
        var response = JsonElement.Parse((await ConnectAsync(await StartDroppedAsync())).Member("SignalResponse"));

        Assert.Equal("answer", response.GetProperty("type").GetString());
        Assert.StartsWith("v=0\r\n", response.GetProperty("sdp").GetString(), StringComparison.Ordinal);
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/.*[0-9a-f]{64}\\.js$", response.GetProperty("webSdkProtocolUrl").GetString()!);
    }
}
