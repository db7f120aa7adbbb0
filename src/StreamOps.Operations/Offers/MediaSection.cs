namespace StreamOps.Operations.Offers;

/// <summary>One <c>m=</c> section of an SDP: kind, direction, whether it is used, what it offers, and whether all of it is there.</summary>
internal sealed class MediaSection
{
    /// <summary>What browsers take, as they write it.</summary>
    public static readonly string[] LargestMessages = ["262144", "1073741823", "65536"];

    private readonly string _kind;
    private readonly bool _isPortZero;
    private readonly bool _isRtp;
    private readonly bool _isListedTwice;

    // Payload types are seven bits, so a set of them is one number.
    // https://www.rfc-editor.org/rfc/rfc3550#section-5.1
    private readonly UInt128 _formats;
    private UInt128 _mapped;
    private UInt128 _spokenOf;
    private UInt128 _retransmissions;
    private UInt128 _paired;
    private UInt128 _h264;
    private bool? _receives;
    private bool _isBundleOnly;
    private bool _isNamedTwice;
    private bool _hasPort;
    private bool _hasMap;
    private bool _hasLargest;

    private MediaSection(string kind, bool isPortZero, bool isRtp, UInt128 formats, bool isListedTwice)
    {
        _kind = kind;
        _isPortZero = isPortZero;
        _isRtp = isRtp;
        _formats = formats;
        _isListedTwice = isListedTwice;
    }

    /// <summary>Its name within the description; empty when it has none.</summary>
    public string Mid { get; private set; } = "";

    /// <summary>Its own security data; where there is none, the description's holds.</summary>
    public SecurityParts Security { get; set; }

    /// <summary>Whether one of its listed formats is H.264.</summary>
    public bool OffersH264 => (_formats & _h264) != 0;

    /// <summary>Port 0 switches a section off, unless it only rides on another one's transport.</summary>
    public bool IsUsed => !_isPortZero || _isBundleOnly;

    /// <summary>Whether lines of a data channel are missing, of which each browser writes all.</summary>
    public bool IsCut => Is("application") && IsUsed && !_hasMap && !(_hasPort && _hasLargest);

    /// <summary>Whether each listed format is listed once and explained, and nothing is said of another one, as browsers do it.</summary>
    public bool IsWhole =>
        !_isNamedTwice
        && (
            !_isRtp
            || !IsUsed
            || (!_isListedTwice && (_formats & ~_mapped) == 0 && (_spokenOf & ~_mapped) == 0 && (_retransmissions & ~_paired) == 0)
        );

    /// <summary>Reads what follows <c>m=</c>: kind, port, protocol, formats.</summary>
    public static MediaSection Read(ReadOnlySpan<char> line)
    {
        var words = new SdpWords(line);
        var kind = words.Next().ToString();
        var isPortZero = words.Next() is "0";
        var isRtp = words.Next().Contains("RTP/", StringComparison.Ordinal);
        var formats = FormatsOf(words.Rest, out var isListedTwice);
        return new MediaSection(kind, isPortZero, isRtp, formats, isListedTwice);
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
            case "mid":
                _isNamedTwice |= Mid.Length > 0;
                Mid = value.ToString();
                break;
            case "rtpmap":
                ReadRtpMap(value);
                break;
            case "fmtp":
                ReadFmtp(value);
                break;
            case "rtcp-fb":
                _spokenOf |= BitOf(new SdpWords(value).Next());
                break;
            case "sctp-port":
                _hasPort = true;
                break;
            case "sctpmap":
                _hasMap = true;
                break;
            case "max-message-size":
                _hasLargest = !IsBeginningOfLargest(value);
                break;
        }
    }

    /// <summary>The set of payload types in a list.</summary>
    internal static UInt128 FormatsOf(ReadOnlySpan<char> list, out bool isListedTwice)
    {
        var words = new SdpWords(list);
        UInt128 formats = 0;
        isListedTwice = false;
        while (!words.IsOver)
        {
            var bit = BitOf(words.Next());
            isListedTwice |= (formats & bit) != 0;
            formats |= bit;
        }

        return formats;
    }

    internal static UInt128 BitOf(ReadOnlySpan<char> payloadType) =>
        payloadType.Length <= 3 && byte.TryParse(payloadType, out var number) && number < 128 ? UInt128.One << number : 0;

    /// <summary>Whether a number begins like a browser's and is shorter.</summary>
    private static bool IsBeginningOfLargest(ReadOnlySpan<char> number)
    {
        var isBeginning = false;
        foreach (var largest in LargestMessages)
        {
            isBeginning |= number.Length < largest.Length && largest.AsSpan().StartsWith(number);
        }

        return isBeginning;
    }

    private void ReadRtpMap(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var bit = BitOf(words.Next());
        _mapped |= bit;
        if (words.Rest.StartsWith("H264/", StringComparison.OrdinalIgnoreCase))
        {
            _h264 |= bit;
        }
        else if (words.Rest.StartsWith("rtx/", StringComparison.OrdinalIgnoreCase))
        {
            _retransmissions |= bit;
        }
    }

    private void ReadFmtp(ReadOnlySpan<char> value)
    {
        var words = new SdpWords(value);
        var bit = BitOf(words.Next());
        _spokenOf |= bit;
        if (words.Rest.StartsWith("apt=", StringComparison.Ordinal))
        {
            _paired |= bit;
        }
    }
}
