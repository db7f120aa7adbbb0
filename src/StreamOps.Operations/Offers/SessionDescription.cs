namespace StreamOps.Operations.Offers;

/// <summary>What the clinic wants to know of an SDP: read line by line, once, and never refused.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc8866 (SDP), https://www.rfc-editor.org/rfc/rfc8839 (ICE), https://www.rfc-editor.org/rfc/rfc8843 (BUNDLE)</remarks>
internal sealed class SessionDescription
{
    private readonly List<MediaSection> _media = [];
    private string _sessionDirection = "sendrecv";
    private bool _hasUserName;
    private bool _hasPassword;
    private int _candidates;
    private int _relayCandidates;

    private SessionDescription() { }

    public bool HasFingerprint { get; private set; }

    public bool HasIceCredentials => _hasUserName && _hasPassword;

    /// <summary>Whether there are candidates and each is a relay. No candidates at all is normal.</summary>
    public bool HasOnlyRelayCandidates => _candidates > 0 && _relayCandidates == _candidates;

    public bool ReceivesVideo => _media.Any(media => media.Is("video") && media.Receives(_sessionDirection));

    public bool ReceivesH264 => _media.Any(media => media.Is("video") && media.Receives(_sessionDirection) && media.OffersH264);

    public bool ReceivesAudio => _media.Any(media => media.Is("audio") && media.Receives(_sessionDirection));

    public bool HasDataChannel => _media.Any(media => media.Is("application") && media.IsUsed);

    /// <summary>Reads an SDP with CRLF or LF line ends.</summary>
    public static SessionDescription Read(string sdp)
    {
        var description = new SessionDescription();
        foreach (var line in sdp.AsSpan().EnumerateLines())
        {
            description.ReadLine(line);
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
                _hasUserName |= !value.IsEmpty;
                break;
            case "ice-pwd":
                _hasPassword |= !value.IsEmpty;
                break;
            case "fingerprint":
                HasFingerprint |= !value.IsEmpty;
                break;
            case "candidate":
                _candidates++;
                _relayCandidates += value.Contains(" typ relay", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                break;
            case "sendrecv" or "recvonly" or "sendonly" or "inactive" when _media.Count == 0:
                _sessionDirection = name.ToString();
                break;
            case var _ when _media.Count > 0:
                _media[^1].ReadAttribute(name, value);
                break;
        }
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> line, string prefix) =>
        line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..] : [];
}
