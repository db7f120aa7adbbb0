namespace StreamOps.Emulator.Offers;

/// <summary>Writes the streaming host's answer to an offer: the same sections in the same order, H.264 and Opus chosen, sent to the player.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc9429 (section 5.3) and https://www.rfc-editor.org/rfc/rfc8843 for the bundle.</remarks>
public static class AnswerSdp
{
    // Where the candidate points: nothing listens there yet, so ICE finds no pair and no media flows.
    private const int CandidatePort = 33435;

    /// <summary>An answer with keys of its own.</summary>
    public static string For(SessionDescription offer)
    {
        var keys = HostKeys.New();
        var accepted = offer.Media.Where(IsAccepted).ToList();
        var sdp = new StringBuilder();
        Line(sdp, "v=0");
        Line(sdp, $"o=- {RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture)} 2 IN IP4 127.0.0.1");
        Line(sdp, "s=-");
        Line(sdp, "t=0 0");
        if (offer.SessionLines.Any(line => line.StartsWith("a=group:BUNDLE", StringComparison.Ordinal)) && accepted.Count > 0)
        {
            Line(sdp, $"a=group:BUNDLE {string.Join(" ", accepted.Select(section => section.Value("mid")).OfType<string>())}");
        }

        if (offer.SessionLines.Contains("a=extmap-allow-mixed", StringComparer.Ordinal))
        {
            Line(sdp, "a=extmap-allow-mixed");
        }

        Line(sdp, "a=msid-semantic: WMS stream");
        foreach (var section in offer.Media)
        {
            Write(sdp, section, keys);
        }

        return sdp.ToString();
    }

    private static bool IsAccepted(MediaSection section) => section.Kind is "application" || CodecChoice.Of(section).Count > 0;

    private static void Write(StringBuilder sdp, MediaSection section, HostKeys keys)
    {
        var isData = section.Kind is "application";
        var formats = isData ? section.Formats : CodecChoice.Of(section);
        if (!IsAccepted(section))
        {
            Line(sdp, $"m={section.Kind} 0 {section.Transport} {string.Join(' ', section.Formats)}");
            Line(sdp, "c=IN IP4 0.0.0.0");
            Mid(sdp, section);
            Line(sdp, "a=inactive");
            return;
        }

        Line(sdp, $"m={section.Kind} {CandidatePort} {section.Transport} {string.Join(' ', formats)}");
        Line(sdp, "c=IN IP4 127.0.0.1");
        Line(sdp, $"a=candidate:1 1 udp 2130706431 127.0.0.1 {CandidatePort} typ host generation 0");
        Line(sdp, "a=end-of-candidates");
        Line(sdp, $"a=ice-ufrag:{keys.IceUser}");
        Line(sdp, $"a=ice-pwd:{keys.IcePassword}");
        Line(sdp, $"a=fingerprint:sha-256 {keys.Fingerprint}");
        Line(sdp, "a=setup:passive");
        Mid(sdp, section);
        if (isData)
        {
            Line(sdp, $"a=sctp-port:{section.Value("sctp-port") ?? "5000"}");
            Line(sdp, $"a=max-message-size:{section.Value("max-message-size") ?? "65536"}");
            return;
        }

        WriteMedia(sdp, section, formats);
    }

    private static void WriteMedia(StringBuilder sdp, MediaSection section, IReadOnlyList<string> formats)
    {
        var sends = section.Has("recvonly") || !(section.Has("sendonly") || section.Has("inactive"));
        Line(
            sdp,
            sends ? "a=sendonly"
                : section.Has("sendonly") ? "a=recvonly"
                : "a=inactive"
        );
        if (sends)
        {
            Line(sdp, $"a=msid:stream {section.Kind}");
        }

        Line(sdp, "a=rtcp-mux");
        if (section.Has("rtcp-rsize"))
        {
            Line(sdp, "a=rtcp-rsize");
        }

        foreach (var attribute in section.Attributes.Where(attribute => CodecChoice.Describes(attribute, formats)))
        {
            Line(sdp, "a=" + attribute);
        }

        if (sends)
        {
            Line(sdp, $"a=ssrc:{RandomNumberGenerator.GetInt32(1, int.MaxValue).ToString(CultureInfo.InvariantCulture)} cname:stream");
        }
    }

    private static void Mid(StringBuilder sdp, MediaSection section)
    {
        if (section.Value("mid") is { } mid)
        {
            Line(sdp, "a=mid:" + mid);
        }
    }

    private static void Line(StringBuilder sdp, string line) => sdp.Append(line).Append("\r\n");
}
