using System.Text;

namespace StreamOps.Operations.Offers;

/// <summary>Looks at a pasted text and says in plain words what is wrong with it. Pure, in time linear to the text; never throws.</summary>
/// <remarks>
/// The members of a signal request are not documented, so what is not understood is warned about and not stopped. Lines without candidates and
/// LF line ends are normal for the Web SDK and never a finding.
/// </remarks>
public static class OfferClinic
{
    private const string NoClientConnection = "NO_CLIENT_CONNECTION";

    /// <summary>The clinic's verdict on a text alone; <see cref="OfferDesk"/> adds what depends on the session.</summary>
    public static OfferVerdict Examine(string text) => new([.. Findings(text).OrderByDescending(finding => finding.Level)]);

    private static IEnumerable<OfferFinding> Findings(string text)
    {
        if (StopAtFirstSight(text) is { } stop)
        {
            return [stop];
        }

        var envelope = OfferEnvelope.Open(text);
        IEnumerable<OfferFinding> repairs = envelope.Repairs;
        return envelope switch
        {
            { Problem: { } problem } => repairs.Append(problem),
            { Type: "answer" } => repairs.Append(OfferRules.Answer),
            { Type: "offer", Sdp: { } sdp } => repairs.Concat(InSdp(SessionDescription.Read(sdp))).Concat(InVersion(envelope.SdkVersion)),
            _ => repairs.Append(OfferRules.UnknownKind),
        };
    }

    private static OfferFinding? StopAtFirstSight(string text)
    {
        // The length in characters first: it is free, and a character is at least one byte.
        if (text.Length > OfferDesk.MaxBytes || Encoding.UTF8.GetByteCount(text) > OfferDesk.MaxBytes)
        {
            return OfferRules.TooLong;
        }

        var core = text.AsSpan().Trim().Trim("\"'").Trim();
        return core switch
        {
            { IsEmpty: true } => OfferRules.Empty,
            _ when core.SequenceEqual(NoClientConnection) => OfferRules.NoClientConnection,
            _ when core.StartsWith("v=0", StringComparison.Ordinal) => OfferRules.BareSdp,
            _ => null,
        };
    }

    private static IEnumerable<OfferFinding> InSdp(SessionDescription sdp)
    {
        if (!sdp.ReceivesVideo)
        {
            yield return OfferRules.NoVideo;
        }
        else if (!sdp.ReceivesH264)
        {
            yield return OfferRules.NoH264;
        }

        if (!sdp.HasFingerprint || !sdp.HasIceCredentials)
        {
            yield return OfferRules.NoSecurity;
        }

        if (!sdp.ReceivesAudio)
        {
            yield return OfferRules.NoAudio;
        }

        if (!sdp.HasDataChannel)
        {
            yield return OfferRules.NoDataChannel;
        }

        if (sdp.HasOnlyRelayCandidates)
        {
            yield return OfferRules.RelayOnly;
        }
    }

    private static IEnumerable<OfferFinding> InVersion(string? version) =>
        version switch
        {
            null => [OfferRules.NoSdkVersion],
            _ when OfferRules.TestedSdkVersions.Contains(version) => [],
            _ => [OfferRules.UntestedSdkVersion],
        };
}
