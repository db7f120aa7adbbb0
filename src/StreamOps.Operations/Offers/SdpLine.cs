using System.Buffers;

namespace StreamOps.Operations.Offers;

/// <summary>What one line of an SDP is.</summary>
internal enum SdpLineForm
{
    /// <summary>As browsers write it.</summary>
    Whole,

    /// <summary>An attribute that is not known here: its value may be anything.</summary>
    Unknown,

    /// <summary>No line of an SDP, or one that lost or gained something on its way.</summary>
    Broken,
}

/// <summary>Whether a line has the form that browsers give it: so narrow that a lost or an added blank shows.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc8866#section-9 (the grammar), https://www.rfc-editor.org/rfc/rfc8829#section-5.2 (what of it a browser uses)</remarks>
internal static class SdpLine
{
    /// <summary>The kinds of line that a browser writes.</summary>
    public const string Kinds = "vostcbma";

    private static readonly SearchValues<char> Printable = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    );

    /// <summary>The form of a line without its end.</summary>
    public static SdpLineForm Of(ReadOnlySpan<char> line)
    {
        if (
            line.Length < 3
            || line[1] != '='
            || line[^1] == ' '
            || line.ContainsAnyExcept(Printable)
            || line.Contains("  ", StringComparison.Ordinal)
        )
        {
            return SdpLineForm.Broken;
        }

        var value = line[2..];
        return line[0] switch
        {
            'v' => Form(value is "0"),
            's' => Form(value is "-"),
            't' => Form(value is "0 0"),
            'o' => Form(IsOrigin(value)),
            'c' => Form(IsConnection(value)),
            'b' => Form(IsBandwidth(value)),
            'm' => Form(IsMedia(value)),
            'a' => SdpAttribute.Of(value),
            _ => SdpLineForm.Broken,
        };
    }

    /// <summary>Whether a line carries what secures the connection: <see cref="OfferRules.NoSecurity"/> has its own words for it.</summary>
    public static bool IsSecurity(ReadOnlySpan<char> line) =>
        line.StartsWith("a=ice-ufrag:", StringComparison.Ordinal)
        || line.StartsWith("a=ice-pwd:", StringComparison.Ordinal)
        || line.StartsWith("a=fingerprint:", StringComparison.Ordinal);

    /// <summary>Whether two lines stand in one, and no other harm was done: somebody's hand took out what parted them.</summary>
    public static bool IsTwo(ReadOnlySpan<char> line)
    {
        const int Most = 8;
        var tried = 0;
        for (var start = 3; start < line.Length - 2 && tried < Most; start++)
        {
            if (line[start + 1] == '=' && Kinds.Contains(line[start]))
            {
                tried++;
                if (Of(line[..start]) != SdpLineForm.Broken && Of(line[start..]) == SdpLineForm.Whole)
                {
                    return true;
                }
            }
        }

        return false;
    }

    internal static SdpLineForm Form(bool isWhole) => isWhole ? SdpLineForm.Whole : SdpLineForm.Broken;

    internal static bool IsConnection(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        return words.Next() is "IN" && words.Next() is "IP4" or "IP6" && SdpWords.IsAddress(words.Next()) && words.IsOver;
    }

    private static bool IsOrigin(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var name = words.Next();
        var isName = name.StartsWith("mozilla", StringComparison.Ordinal)
            ? name.StartsWith("mozilla...THIS_IS_SDPARTA-", StringComparison.Ordinal)
            : SdpWords.IsToken(name);
        return isName && SdpWords.IsNumber(words.Next()) && SdpWords.IsNumber(words.Next()) && IsConnection(words.Rest);
    }

    private static bool IsBandwidth(ReadOnlySpan<char> value)
    {
        var colon = value.IndexOf(':');
        return colon > 0 && SdpWords.IsToken(value[..colon]) && SdpWords.IsNumber(value[(colon + 1)..]);
    }

    private static bool IsMedia(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var isStart = SdpWords.IsName(words.Next()) && SdpWords.IsNumber(words.Next());
        var protocol = words.Next();
        if (!isStart || !SdpWords.IsProtocol(protocol) || words.IsOver)
        {
            return false;
        }

        if (!protocol.Contains("RTP/", StringComparison.Ordinal))
        {
            var format = words.Next();
            return (format is "webrtc-datachannel" || SdpWords.IsNumber(format)) && words.IsOver;
        }

        while (!words.IsOver)
        {
            if (!SdpWords.IsPayloadType(words.Next()))
            {
                return false;
            }
        }

        return true;
    }
}
