namespace StreamOps.Operations.Offers;

/// <summary>Looks at a pasted text and says in plain words what is wrong with it. Pure, in time linear to the text; never throws.</summary>
/// <remarks>
/// The members of a signal request are not documented, so what is not understood is warned about and not stopped. Lines without candidates and
/// LF line ends are normal for the Web SDK and never a finding.
/// </remarks>
public static class OfferClinic
{
    private const string NoClientConnection = "NO_CLIENT_CONNECTION";

    /// <summary>Quotation marks around a text that is no JSON, as people and chat programs put them.</summary>
    private const string Quotes = "\"'\u201C\u201D\u2018\u2019";

    /// <summary>What is asked of a description that could be read to its end.</summary>
    private static readonly (OfferFinding Finding, Func<SessionDescription, bool> IsSick)[] InSdp =
    [
        (OfferRules.NoVideo, sdp => !sdp.ReceivesVideo),
        (OfferRules.NoH264, sdp => sdp.ReceivesVideo && !sdp.ReceivesH264),
        (OfferRules.NoSecurity, sdp => !sdp.HasSecurityData),
        (OfferRules.NoAudio, sdp => !sdp.ReceivesAudio),
        (OfferRules.NoDataChannel, sdp => !sdp.HasDataChannel),
        (OfferRules.RelayOnly, sdp => sdp.HasOnlyRelayCandidates),
    ];

    /// <summary>The clinic's verdict on a text alone; <see cref="OfferDesk"/> adds what depends on the session.</summary>
    public static OfferVerdict Examine(string text) => new([.. Findings(text).OrderByDescending(finding => finding.Level)]);

    private static IEnumerable<OfferFinding> Findings(string text)
    {
        if (StopAtFirstSight(text) is { } stop)
        {
            return [stop];
        }

        var envelope = OfferEnvelope.Open(text);
        return envelope switch
        {
            { Problem: { } problem } => [problem],
            { Type: "answer" or "pranswer" } => envelope.Repairs.Append(OfferRules.Answer),
            { Type: "rollback" } => envelope.Repairs.Append(OfferRules.Rollback),
            { Description: { } sdp } => envelope.Repairs.Concat(InOffer(sdp, envelope.SdkVersion)),
            _ => envelope.Repairs.Append(OfferRules.UnknownKind),
        };
    }

    private static OfferFinding? StopAtFirstSight(string text)
    {
        // The length in characters first: it is free, and a character is at least one byte.
        if (text.Length > OfferDesk.MaxBytes || Encoding.UTF8.GetByteCount(text) > OfferDesk.MaxBytes)
        {
            return OfferRules.TooLong;
        }

        var core = text.AsSpan().Trim().Trim(Quotes).Trim();
        return core switch
        {
            { IsEmpty: true } => OfferRules.Empty,
            _ when core.SequenceEqual(NoClientConnection) => OfferRules.NoClientConnection,
            _ when core.StartsWith("v=0", StringComparison.Ordinal) => OfferRules.BareSdp,
            _ => null,
        };
    }

    private static IEnumerable<OfferFinding> InOffer(SessionDescription sdp, string? version) =>
        sdp.IsTooLong
            ? [OfferRules.TooLong]
            : InSdp.Where(rule => rule.IsSick(sdp)).Select(rule => rule.Finding).Concat(InVersion(version));

    private static IEnumerable<OfferFinding> InVersion(string? version) =>
        version switch
        {
            null => [OfferRules.NoSdkVersion],
            _ when OfferRules.TestedSdkVersions.Contains(version) => [],
            _ => [OfferRules.UntestedSdkVersion],
        };
}
