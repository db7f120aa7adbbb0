namespace StreamOps.Operations.Offers;

/// <summary>What happened to an SDP on its way.</summary>
internal enum SdpDamage
{
    None,

    /// <summary>All is there but the end of the last line.</summary>
    LastLineEnd,

    /// <summary>Something is missing that every browser writes.</summary>
    Cut,

    /// <summary>Two lines in one.</summary>
    Edited,

    /// <summary>No browser writes it so.</summary>
    Changed,
}

/// <summary>What the clinic wants to know of an SDP: read line by line, once, up to the first line that no browser wrote.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc8866 (SDP), https://www.rfc-editor.org/rfc/rfc8839 (ICE), https://www.rfc-editor.org/rfc/rfc8843 (BUNDLE)</remarks>
internal sealed class SessionDescription
{
    /// <summary>Far more than a browser with every network and server there is; what comes after is not read.</summary>
    public const int MaxCandidates = 500;

    /// <summary>A request of the Web SDK has three.</summary>
    public const int MaxSections = 50;

    private readonly List<MediaSection> _media = [];
    private readonly List<string> _bundle = [];
    private SecurityParts _security;
    private bool _sessionReceives = true;
    private bool _isSecurityDamaged;
    private string _opening = "";
    private int _candidates;
    private int _relayCandidates;

    private SessionDescription() { }

    public SdpDamage Damage { get; private set; }

    /// <summary>Whether there is more in it than any browser writes.</summary>
    public bool IsTooLong => _candidates > MaxCandidates || _media.Count > MaxSections;

    /// <summary>Whether fingerprint, ICE user name and password are there, each of them whole, for each section with a transport of its own.</summary>
    public bool HasSecurityData =>
        !_isSecurityDamaged
        && _media.Count > 0
        && _media.TrueForAll(media => !NeedsSecurity(media) || (media.Security | _security) == SecurityParts.All);

    /// <summary>Whether there are candidates and each is a relay. No candidates at all is normal.</summary>
    public bool HasOnlyRelayCandidates => _candidates > 0 && _relayCandidates == _candidates;

    public bool ReceivesVideo => _media.Any(media => media.Is("video") && media.Receives(_sessionReceives));

    public bool ReceivesH264 => _media.Any(media => media.Is("video") && media.Receives(_sessionReceives) && media.OffersH264);

    public bool ReceivesAudio => _media.Any(media => media.Is("audio") && media.Receives(_sessionReceives));

    public bool HasDataChannel => _media.Any(media => media.Is("application") && media.IsUsed);

    /// <summary>Reads an SDP with CRLF or LF line ends.</summary>
    public static SessionDescription Read(ReadOnlySpan<char> sdp)
    {
        var description = new SessionDescription();
        var rest = sdp;
        var (isUsualReturn, isLastOdd) = (false, false);
        while (!rest.IsEmpty && description.Damage == SdpDamage.None && !description.IsTooLong)
        {
            var end = rest.IndexOf('\n');
            var line = end < 0 ? rest : rest[..end];
            var hasReturn = line is [.., '\r'];
            description.ReadLine(hasReturn ? line[..^1] : line);
            rest = end < 0 ? [] : rest[(end + 1)..];
            // One that ends otherwise than all before it was ended by somebody else.
            isLastOdd = rest.IsEmpty && hasReturn != isUsualReturn && end >= 0;
            isUsualReturn = hasReturn;
        }

        if (description.Damage == SdpDamage.None && !description.IsTooLong)
        {
            description.Damage = isLastOdd ? SdpDamage.Cut : description.DamageOfWhole(isEnded: sdp is [.., '\n']);
        }

        return description;
    }

    private SdpDamage DamageOfWhole(bool isEnded) =>
        !string.Equals(_opening, "vost", StringComparison.Ordinal) ? SdpDamage.Changed
        : !_bundle.TrueForAll(mid => _media.Exists(media => media.Mid == mid)) || _media.Exists(media => media.IsCut) ? SdpDamage.Cut
        : !_media.TrueForAll(media => media.IsWhole) || HasMidTwice() ? SdpDamage.Changed
        : isEnded ? SdpDamage.None
        : SdpDamage.LastLineEnd;

    private bool HasMidTwice()
    {
        var mids = new HashSet<string>(StringComparer.Ordinal);
        return _media.Exists(media => media.Mid.Length > 0 && !mids.Add(media.Mid));
    }

    /// <summary>The first of a bundle carries the others. They may be silent on it, but no browser writes half of it.</summary>
    private bool NeedsSecurity(MediaSection media) =>
        media.IsUsed && (media.Security != SecurityParts.None || media.Mid.Length == 0 || _bundle.IndexOf(media.Mid) <= 0);

    private void ReadLine(ReadOnlySpan<char> line)
    {
        if (SdpLine.Of(line) == SdpLineForm.Broken && !SdpLine.IsSecurity(line))
        {
            Damage = SdpLine.IsTwo(line) ? SdpDamage.Edited : SdpDamage.Changed;
            return;
        }

        switch (line[0])
        {
            case 'v' or 'o' or 's' or 't':
                // Each once and in this order, before anything else.
                _opening = _media.Count == 0 && _opening.Length < 4 ? _opening + line[0] : "twice";
                break;
            case 'm':
                _media.Add(MediaSection.Read(line[2..]));
                break;
            case 'a':
                ReadAttribute(line[2..]);
                break;
        }
    }

    private void ReadAttribute(ReadOnlySpan<char> attribute)
    {
        var colon = attribute.IndexOf(':');
        var name = colon < 0 ? attribute : attribute[..colon];
        var value = colon < 0 ? [] : attribute[(colon + 1)..];
        switch (name)
        {
            case "ice-ufrag":
                Note(SecurityParts.UserName, SecurityData.IsIceUserName(value));
                break;
            case "ice-pwd":
                Note(SecurityParts.Password, SecurityData.IsIcePassword(value));
                break;
            case "fingerprint":
                Note(SecurityParts.Fingerprint, SecurityData.IsFingerprint(value));
                break;
            case "candidate":
                _candidates++;
                _relayCandidates += value.Contains(" typ relay", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                break;
            case "group" when _media.Count == 0 && value.StartsWith("BUNDLE ", StringComparison.Ordinal):
                ReadBundle(value[7..]);
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

    private void ReadBundle(ReadOnlySpan<char> mids)
    {
        var words = new SdpWords(mids);
        while (!words.IsOver && _bundle.Count <= MaxSections)
        {
            _bundle.Add(words.Next().ToString());
        }
    }

    private void Note(SecurityParts part, bool isWhole)
    {
        _isSecurityDamaged |= !isWhole;
        if (_media.Count > 0)
        {
            _media[^1].Security |= part;
        }
        else
        {
            _security |= part;
        }
    }
}
