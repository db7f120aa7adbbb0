namespace StreamOps.Operations.Offers;

/// <summary>The attributes that speak of codecs and of what goes with their packets.</summary>
internal static class SdpCodecAttribute
{
    private static readonly string[] Feedback = ["ack", "nack", "ccm", "trr-int", "app"];

    private static readonly string[] FeedbackDetails =
    [
        "pli",
        "sli",
        "rpsi",
        "rai",
        "ecn",
        "tllei",
        "pslei",
        "fir",
        "tmmbr",
        "tstr",
        "vbcm",
        "app",
        "ccfb",
    ];

    public static bool IsRtpMap(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        if (!SdpWords.IsPayloadType(words.Next()))
        {
            return false;
        }

        var codec = words.Next();
        var slash = codec.IndexOf('/');
        if (!words.IsOver || slash <= 0 || !SdpWords.IsToken(codec[..slash]))
        {
            return false;
        }

        var rate = codec[(slash + 1)..];
        slash = rate.IndexOf('/');
        return slash < 0 ? SdpWords.IsNumber(rate) : SdpWords.IsNumber(rate[..slash]) && SdpWords.IsNumber(rate[(slash + 1)..]);
    }

    public static bool IsFmtp(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        if (!SdpWords.IsPayloadType(words.Next()) || words.IsOver)
        {
            return false;
        }

        var parameters = words.Next();
        foreach (var part in parameters.Split(';'))
        {
            if (!SdpWords.IsParameter(parameters[part]))
            {
                return false;
            }
        }

        return words.IsOver;
    }

    public static bool IsFeedback(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var payloadType = words.Next();
        var kind = words.Next();
        if ((payloadType is not "*" && !SdpWords.IsPayloadType(payloadType)) || !SdpWords.IsToken(kind))
        {
            return false;
        }

        foreach (var known in Feedback)
        {
            if (kind.StartsWith(known, StringComparison.Ordinal))
            {
                // Longer than it: a blank is missing.
                var isKnown = kind.Length == known.Length;
                var isMore = words.IsOver || SdpWords.IsOneOf(words.Next(), FeedbackDetails);
                return isKnown && isMore && (words.IsOver || words.Rest.StartsWith("smaxpr=", StringComparison.Ordinal));
            }
        }

        return words.IsOver;
    }

    public static bool IsExtension(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var number = words.Next();
        var slash = number.IndexOf('/');
        var link = words.Next();
        return SdpWords.IsNumber(slash < 0 ? number : number[..slash])
            && (slash < 0 || SdpWords.IsLetters(number[(slash + 1)..]))
            && SdpWords.IsLink(link)
            && (words.IsOver || (link.EndsWith(":encrypt", StringComparison.Ordinal) && SdpWords.IsLink(words.Next()) && words.IsOver));
    }
}
