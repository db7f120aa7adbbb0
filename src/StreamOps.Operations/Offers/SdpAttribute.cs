namespace StreamOps.Operations.Offers;

/// <summary>The attributes that browsers write, each with the form of its value.</summary>
internal static class SdpAttribute
{
    private const int LongestId = 40;

    private static readonly string[] IceOptions = ["trickle", "renomination", "ice2", "google-ice"];
    private static readonly string[] Groups = ["BUNDLE", "LS", "FID", "SRF", "ANAT", "FEC", "FEC-FR", "CS", "DDP", "DUP"];
    private static readonly string[] Reports =
    [
        "pkt-loss-rle",
        "pkt-dup-rle",
        "pkt-rcpt-times",
        "rcvr-rtt",
        "stat-summary",
        "voip-metrics",
    ];

    /// <summary>The form of what follows <c>a=</c>, which is printable and not empty.</summary>
    public static SdpLineForm Of(ReadOnlySpan<char> attribute)
    {
        var colon = attribute.IndexOf(':');
        var name = colon < 0 ? attribute : attribute[..colon];
        var value = colon < 0 ? [] : attribute[(colon + 1)..];
        return !SdpWords.IsToken(name) || (colon >= 0 && value.IsEmpty) ? SdpLineForm.Broken
            : IsFlag(name) ? SdpLine.Form(colon < 0)
            : Of(name, value);
    }

    private static bool IsFlag(ReadOnlySpan<char> name) =>
        name
            is "sendrecv"
                or "recvonly"
                or "sendonly"
                or "inactive"
                or "rtcp-mux"
                or "rtcp-mux-only"
                or "rtcp-rsize"
                or "bundle-only"
                or "extmap-allow-mixed"
                or "end-of-candidates"
                or "ice-lite";

    private static SdpLineForm Of(ReadOnlySpan<char> name, ReadOnlySpan<char> value) =>
        name switch
        {
            "ice-ufrag" => SdpLine.Form(SecurityData.IsIceUserName(value)),
            "ice-pwd" => SdpLine.Form(SecurityData.IsIcePassword(value)),
            "fingerprint" => SdpLine.Form(SecurityData.IsFingerprint(value)),
            "setup" => SdpLine.Form(value is "actpass" or "active" or "passive" or "holdconn"),
            "mid" => SdpLine.Form(SdpWords.IsName(value)),
            "sctp-port" or "max-message-size" or "ptime" or "maxptime" => SdpLine.Form(SdpWords.IsNumber(value)),
            "group" => SdpLine.Form(IsGroup(value)),
            "msid-semantic" => SdpLine.Form(IsMsidSemantic(value)),
            "msid" => SdpLine.Form(IsMsid(value)),
            "rtcp" => SdpLine.Form(IsRtcp(value)),
            "rtpmap" => SdpLine.Form(SdpCodecAttribute.IsRtpMap(value)),
            "fmtp" => SdpLine.Form(SdpCodecAttribute.IsFmtp(value)),
            "rtcp-fb" => SdpLine.Form(SdpCodecAttribute.IsFeedback(value)),
            "rtcp-xr" => SdpLine.Form(AreReports(value)),
            "extmap" => SdpLine.Form(SdpCodecAttribute.IsExtension(value)),
            "ice-options" => SdpLine.Form(AreIceOptions(value)),
            "sctpmap" => SdpLine.Form(IsSctpMap(value)),
            "ssrc" => SdpLine.Form(IsSource(value)),
            "ssrc-group" => SdpLine.Form(IsSourceGroup(value)),
            "candidate" => SdpLine.Form(IsCandidate(value)),
            _ => SdpLineForm.Unknown,
        };

    private static bool IsGroup(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var semantics = words.Next();
        var isAll = SdpWords.IsOneOf(semantics, Groups);
        while (!words.IsOver)
        {
            isAll &= SdpWords.IsName(words.Next());
        }

        return isAll;
    }

    /// <summary>With a blank behind the colon, as libwebrtc writes it, or without and then with a star, as Firefox does.</summary>
    private static bool IsMsidSemantic(ReadOnlySpan<char> value)
    {
        const int ShortestId = 32;
        if (value is "WMS *" or " WMS")
        {
            return true;
        }

        var isAll = value.StartsWith(" WMS ", StringComparison.Ordinal);
        var words = new SdpWords(isAll ? value[5..] : []);
        while (!words.IsOver)
        {
            isAll &= words.Next().Length >= ShortestId;
        }

        return isAll;
    }

    private static bool IsMsid(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var stream = words.Next();
        var track = words.Next();
        // One that holds both, or begins with the sign for none, lost a blank.
        var isOne = track.IsEmpty && (stream.Length > LongestId || stream is ['-', _, ..]);
        return !stream.IsEmpty && !isOne && words.IsOver;
    }

    private static bool IsRtcp(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        return SdpWords.IsNumber(words.Next()) && (words.IsOver || SdpLine.IsConnection(words.Rest));
    }

    private static bool AreReports(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        while (!words.IsOver)
        {
            var word = words.Next();
            var equals = word.IndexOf('=');
            if (equals == word.Length - 1 || !SdpWords.IsOneOf(equals < 0 ? word : word[..equals], Reports))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One that is not known may stand alone: two may be one with a blank within.</summary>
    private static bool AreIceOptions(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var first = words.Next();
        if (words.IsOver)
        {
            return SdpWords.IsToken(first) && (first is "trickle" || !first.StartsWith("trickle", StringComparison.Ordinal));
        }

        var areAll = SdpWords.IsOneOf(first, IceOptions);
        while (!words.IsOver)
        {
            areAll &= SdpWords.IsOneOf(words.Next(), IceOptions);
        }

        return areAll;
    }

    private static bool IsSctpMap(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        return SdpWords.IsNumber(words.Next()) && words.Next() is "webrtc-datachannel" && (words.IsOver || words.AreNumbers(1));
    }

    private static bool IsSource(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        if (!SdpWords.IsNumber(words.Next()))
        {
            return false;
        }

        var attribute = words.Next();
        var colon = attribute.IndexOf(':');
        if (attribute.StartsWith("msid:", StringComparison.Ordinal))
        {
            words.Next();
        }

        var detail = attribute[(colon + 1)..];
        var isWhole = !detail.StartsWith('{') || detail.EndsWith('}');
        return colon > 0 && colon < attribute.Length - 1 && isWhole && words.IsOver;
    }

    private static bool IsSourceGroup(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var semantics = words.Next();
        return semantics switch
        {
            "FID" or "FEC-FR" => words.AreNumbers(2),
            "SIM" => words.Next().Length >= 6 && !words.IsOver,
            _ => SdpWords.IsToken(semantics) && !words.IsOver,
        };
    }

    /// <summary>https://www.rfc-editor.org/rfc/rfc8839#section-5.1</summary>
    private static bool IsCandidate(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var isStart = SdpWords.IsToken(words.Next()) && SdpWords.IsNumber(words.Next()) && SdpWords.IsLetters(words.Next());
        isStart = isStart && SdpWords.IsNumber(words.Next()) && SdpWords.IsAddress(words.Next()) && SdpWords.IsNumber(words.Next());
        if (!isStart || words.Next() is not "typ" || words.Next() is not ("host" or "srflx" or "prflx" or "relay"))
        {
            return false;
        }

        while (!words.IsOver)
        {
            // Name and value in turn.
            var name = words.Next();
            var detail = words.Next();
            var isNumber = name is "generation" or "network-id" or "network-cost" or "rport";
            if (name is not ([>= 'a' and <= 'z', ..]) || detail.IsEmpty || (isNumber && !SdpWords.IsNumber(detail)))
            {
                return false;
            }
        }

        return true;
    }
}
