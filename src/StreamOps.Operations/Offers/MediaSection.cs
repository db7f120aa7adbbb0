namespace StreamOps.Operations.Offers;

/// <summary>One <c>m=</c> section of an SDP: kind, direction, whether it is used, and whether it offers H.264.</summary>
internal sealed class MediaSection
{
    private readonly string _kind;
    private readonly bool _isPortZero;

    // Payload types are seven bits, so a set of them is one number.
    // https://www.rfc-editor.org/rfc/rfc3550#section-5.1
    private readonly UInt128 _formats;
    private UInt128 _h264;
    private bool? _receives;
    private bool _isBundleOnly;

    private MediaSection(string kind, bool isPortZero, UInt128 formats)
    {
        _kind = kind;
        _isPortZero = isPortZero;
        _formats = formats;
    }

    /// <summary>Whether one of its listed formats is H.264.</summary>
    public bool OffersH264 => (_formats & _h264) != 0;

    /// <summary>Port 0 switches a section off, unless it only rides on another one's transport.</summary>
    public bool IsUsed => !_isPortZero || _isBundleOnly;

    /// <summary>Reads what follows <c>m=</c>: kind, port, protocol, formats.</summary>
    public static MediaSection Read(ReadOnlySpan<char> line)
    {
        var kind = "";
        var isPortZero = false;
        UInt128 formats = 0;
        var position = 0;
        foreach (var range in line.Split(' '))
        {
            var part = line[range];
            switch (position++)
            {
                case 0:
                    kind = part.ToString();
                    break;
                case 1:
                    isPortZero = part.SequenceEqual("0");
                    break;
                case > 2:
                    formats |= BitOf(part);
                    break;
            }
        }

        return new MediaSection(kind, isPortZero, formats);
    }

    public bool Is(string kind) => string.Equals(_kind, kind, StringComparison.Ordinal);

    /// <summary>Whether it is used and its maker wants to receive.</summary>
    /// <param name="ofSession">What holds where the section says nothing.</param>
    public bool Receives(bool ofSession) => IsUsed && (_receives ?? ofSession);

    public void ReadAttribute(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "sendrecv" or "recvonly":
                _receives = true;
                break;
            case "sendonly" or "inactive":
                _receives = false;
                break;
            case "bundle-only":
                _isBundleOnly = true;
                break;
            case "rtpmap":
                ReadRtpMap(value);
                break;
        }
    }

    private void ReadRtpMap(ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        if (space > 0 && value[(space + 1)..].TrimStart().StartsWith("H264/", StringComparison.OrdinalIgnoreCase))
        {
            _h264 |= BitOf(value[..space]);
        }
    }

    private static UInt128 BitOf(ReadOnlySpan<char> payloadType) =>
        payloadType.Length <= 3 && byte.TryParse(payloadType, out var number) && number < 128 ? UInt128.One << number : 0;
}
