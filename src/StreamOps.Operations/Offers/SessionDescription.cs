namespace StreamOps.Operations.Offers;

/// <summary>What the clinic wants to know of an SDP: read line by line, once, and never refused.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc8866 (SDP), https://www.rfc-editor.org/rfc/rfc8839 (ICE), https://www.rfc-editor.org/rfc/rfc8843 (BUNDLE)</remarks>
internal sealed class SessionDescription
{
    /// <summary>Far more than a browser with every network and server there is; what comes after is not read.</summary>
    public const int MaxCandidates = 500;

    /// <summary>A request of the Web SDK has three.</summary>
    public const int MaxSections = 50;

    private readonly List<MediaSection> _media = [];
    private bool _sessionReceives = true;
    private bool _hasUserName;
    private bool _hasPassword;
    private bool _hasFingerprint;
    private bool _isDamaged;
    private int _candidates;
    private int _relayCandidates;

    private SessionDescription() { }

    /// <summary>Whether there is more in it than any browser writes.</summary>
    public bool IsTooLong => _candidates > MaxCandidates || _media.Count > MaxSections;

    /// <summary>Whether fingerprint, ICE user name and password are there, and each of them whole.</summary>
    public bool HasSecurityData => _hasFingerprint && _hasUserName && _hasPassword && !_isDamaged;

    /// <summary>Whether there are candidates and each is a relay. No candidates at all is normal.</summary>
    public bool HasOnlyRelayCandidates => _candidates > 0 && _relayCandidates == _candidates;

    public bool ReceivesVideo => _media.Any(media => media.Is("video") && media.Receives(_sessionReceives));

    public bool ReceivesH264 => _media.Any(media => media.Is("video") && media.Receives(_sessionReceives) && media.OffersH264);

    public bool ReceivesAudio => _media.Any(media => media.Is("audio") && media.Receives(_sessionReceives));

    public bool HasDataChannel => _media.Any(media => media.Is("application") && media.IsUsed);

    /// <summary>Reads an SDP with CRLF or LF line ends.</summary>
    public static SessionDescription Read(string sdp)
    {
        var description = new SessionDescription();
        var text = sdp.AsSpan();
        foreach (var line in text.Split('\n'))
        {
            description.ReadLine(text[line].TrimEnd('\r'));
            if (description.IsTooLong)
            {
                break;
            }
        }

        return description;
    }

    private void ReadLine(ReadOnlySpan<char> line)
    {
        if (After(line, "m=") is { IsEmpty: false } media)
        {
            _media.Add(MediaSection.Read(media));
        }
        else if (After(line, "a=") is { IsEmpty: false } attribute)
        {
            ReadAttribute(attribute);
        }
    }

    private void ReadAttribute(ReadOnlySpan<char> attribute)
    {
        var colon = attribute.IndexOf(':');
        var name = colon < 0 ? attribute : attribute[..colon];
        var value = colon < 0 ? [] : attribute[(colon + 1)..].Trim();
        switch (name)
        {
            case "ice-ufrag":
                Note(ref _hasUserName, SecurityData.IsIceUserName(value));
                break;
            case "ice-pwd":
                Note(ref _hasPassword, SecurityData.IsIcePassword(value));
                break;
            case "fingerprint":
                Note(ref _hasFingerprint, SecurityData.IsFingerprint(value));
                break;
            case "candidate":
                _candidates++;
                _relayCandidates += value.Contains(" typ relay", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                break;
            case "sendrecv" or "recvonly" when _media.Count == 0:
                _sessionReceives = true;
                break;
            case "sendonly" or "inactive" when _media.Count == 0:
                _sessionReceives = false;
                break;
            case var _ when _media.Count > 0:
                _media[^1].ReadAttribute(name, value);
                break;
        }
    }

    private void Note(ref bool isThere, bool isWhole)
    {
        isThere = true;
        _isDamaged |= !isWhole;
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> line, string prefix) =>
        line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..] : [];
}
