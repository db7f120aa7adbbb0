namespace StreamOps.Operations.Offers;

/// <summary>One <c>m=</c> section of an SDP: kind, direction, whether it is used, and whether it offers H.264.</summary>
internal sealed class MediaSection
{
    private readonly HashSet<string> _formats;
    private readonly string _kind;
    private readonly bool _isPortZero;
    private string? _direction;
    private bool _isBundleOnly;

    private MediaSection(string kind, bool isPortZero, HashSet<string> formats)
    {
        _kind = kind;
        _isPortZero = isPortZero;
        _formats = formats;
    }

    /// <summary>Whether one of its listed formats is H.264.</summary>
    public bool OffersH264 { get; private set; }

    /// <summary>Port 0 switches a section off, unless it only rides on another one's transport.</summary>
    public bool IsUsed => !_isPortZero || _isBundleOnly;

    /// <summary>Reads what follows <c>m=</c>: kind, port, protocol, formats.</summary>
    public static MediaSection Read(ReadOnlySpan<char> line)
    {
        var kind = "";
        var isPortZero = false;
        var formats = new HashSet<string>(StringComparer.Ordinal);
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
                    formats.Add(part.ToString());
                    break;
            }
        }

        return new MediaSection(kind, isPortZero, formats);
    }

    public bool Is(string kind) => string.Equals(_kind, kind, StringComparison.Ordinal);

    /// <summary>Whether it is used and its maker wants to receive.</summary>
    /// <param name="sessionDirection">What holds where the section says nothing.</param>
    public bool Receives(string sessionDirection) => IsUsed && (_direction ?? sessionDirection) is "recvonly" or "sendrecv";

    public void ReadAttribute(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "sendrecv" or "recvonly" or "sendonly" or "inactive":
                _direction = name.ToString();
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
        OffersH264 |=
            space > 0
            && value[(space + 1)..].TrimStart().StartsWith("H264/", StringComparison.OrdinalIgnoreCase)
            && _formats.Contains(value[..space].ToString());
    }
}
