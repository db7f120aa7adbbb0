using System.Buffers;
using System.Text.Unicode;

namespace StreamOps.Operations.Offers;

/// <summary>
/// The JSON around an offer, opened as it is or, where a journey changed it, as it was before. What it takes for a repair is read and judged
/// again like any other text. Works in three buffers hardly longer than the text, whatever the text.
/// </summary>
internal sealed class OfferEnvelope
{
    private const int MaxWraps = 2;

    private readonly string _original;
    private readonly byte[] _bytes;
    private readonly List<OfferFinding> _repairs = [];
    private char[] _text;
    private char[] _spare;
    private int _length;
    private int _sdpLength;
    private bool _isObject;

    private OfferEnvelope(string text)
    {
        // Line ends that became real ones are longer as they were.
        var longest = text.Length + (text.Length / 8) + 64;
        _original = text;
        _text = new char[longest];
        _spare = new char[longest];
        _bytes = new byte[Math.Max(longest, Encoding.UTF8.GetByteCount(text))];
        Reset();
    }

    /// <summary>What had to be repaired, in the order it was; empty with a problem.</summary>
    public IReadOnlyList<OfferFinding> Repairs => Problem is null ? _repairs : [];

    /// <summary>Why it could not be opened; null when it could.</summary>
    public OfferFinding? Problem { get; private set; }

    /// <summary>Its <c>type</c>, where it is text.</summary>
    public string? Type { get; private set; }

    /// <summary>Whether it has an <c>sdp</c> that is text.</summary>
    public bool HasSdp => _sdpLength >= 0 && Problem is null;

    /// <summary>Its <c>sdp</c>; empty where it is no text.</summary>
    public ReadOnlySpan<char> Sdp => HasSdp ? _spare.AsSpan(0, _sdpLength) : [];

    /// <summary>What its <c>sdp</c> says, for an offer.</summary>
    public SessionDescription? Description { get; private set; }

    /// <summary>Its <c>webSdkVersion</c>, where it is text.</summary>
    public string? SdkVersion { get; private set; }

    /// <summary>Opens a text of at most <see cref="OfferDesk.MaxBytes"/>.</summary>
    public static OfferEnvelope Open(string text)
    {
        var envelope = new OfferEnvelope(text);
        envelope.Problem = envelope.Open();
        return envelope;
    }

    /// <summary>The text with all repairs made and no blanks between the words of its JSON; the text as it came where nothing opens it.</summary>
    public string RepairedText()
    {
        if (Problem is not null)
        {
            return _original;
        }

        if (_repairs.Count > 0)
        {
            return new string(_text.AsSpan(0, _length));
        }

        var json = new UnfoldedJson(_spare);
        json.Write(_text.AsSpan(0, _length));
        return json is { Problem: null, IsChanged: false } ? new string(_spare.AsSpan(0, json.Length)) : _original;
    }

    private OfferFinding? Open()
    {
        // What no browser writes: a chat program's invisible characters may stand inside a text that is JSON all the same.
        var asItIs = ChatRepair.HasForeignSpaces(_original) ? OfferRules.NotJson : Read();
        if (asItIs is null)
        {
            return null;
        }

        if (!_isObject)
        {
            Reset();
            return Repair() ?? (_repairs.Count > 0 ? Read() : asItIs);
        }

        // It is JSON, so no break stands within its words: all that can be mended are the ends of the lines.
        var canMend = asItIs == OfferRules.ChangedOnItsWay || asItIs == OfferRules.NoLastLineEnd;
        return canMend && Unfold(0, _length) is null && _repairs.Count > 0 ? Read()
            : asItIs == OfferRules.NoLastLineEnd ? OfferRules.CutOff
            : asItIs;
    }

    private void Reset()
    {
        _length = _original.Length;
        _original.CopyTo(_text);
    }

    /// <summary>Undoes the journey, step by step.</summary>
    /// <returns>Why it cannot be done; null when it was.</returns>
    private OfferFinding? Repair()
    {
        var isChanged = ChatRepair.Straighten(_text, ref _length) | ChatRepair.Fold(_text, ref _length);
        var start = WrappedJson.FindStart(_text.AsSpan(0, _length));
        var isWrapped = false;
        for (var wraps = 0; wraps < MaxWraps && start >= 0 && WrappedJson.IsEscaped(_text.AsSpan(0, _length), start); wraps++)
        {
            isWrapped = true;
            if (!WrappedJson.Unescape(_text, start, ref _length))
            {
                return EndsTooEarly() ? OfferRules.CutOff : OfferRules.ChangedOnItsWay;
            }

            isChanged |= ChatRepair.Straighten(_text, ref _length) | ChatRepair.Fold(_text, ref _length);
            start = WrappedJson.FindStart(_text.AsSpan(0, _length));
        }

        var text = _text.AsSpan(0, _length);
        if (start < 0 || WrappedJson.IsEscaped(text, start))
        {
            return EndsTooEarly() ? OfferRules.CutOff : OfferRules.NotJson;
        }

        var end = WrappedJson.FindEnd(text, start);
        if (end < 0)
        {
            return OfferRules.CutOff;
        }

        const string Around = "\"'`\\\u2018\u2019 \n";
        ReadOnlySpan<char> before = text[..start].Trim(Around);
        // The wrap's own quote, as the wrap around it wrote it.
        before = isWrapped && before is "u0022" ? [] : before;
        ReadOnlySpan<char> behind = text[end..].Trim(Around);
        if (before is [.., '['] && behind is [']', ..])
        {
            return OfferRules.NotJson;
        }

        if (before is [.., '['] or [.., '"' or '}' or ']', ':' or ','] || behind is ['}' or ']', ..] or [',', '"', ..])
        {
            // What is left of something larger.
            return OfferRules.CutOff;
        }

        if (WrappedJson.FindStart(behind) >= 0)
        {
            return OfferRules.TwoRequests;
        }

        AddIf(isChanged, OfferRules.ChangedByChat);
        AddIf(isWrapped, OfferRules.WrappedTwice);
        AddIf(!before.IsEmpty || !behind.IsEmpty || (!isWrapped && text[..start].ContainsAny("\"'`")), OfferRules.WordsAround);
        return Unfold(start, end);
    }

    private OfferFinding? Unfold(int start, int end)
    {
        var json = new UnfoldedJson(_spare);
        json.Write(_text.AsSpan(start, end - start));
        if (json.IsChanged && !_repairs.Contains(OfferRules.ChangedByChat))
        {
            _repairs.Insert(0, OfferRules.ChangedByChat);
        }

        AddIf(json.HasEndPutBack, OfferRules.NoLastLineEnd);
        (_text, _spare, _length) = (_spare, _text, json.Length);
        return json.Problem;
    }

    /// <summary>Reads the text as it is now, and judges whether its journey left a trace.</summary>
    private OfferFinding? Read()
    {
        (Type, SdkVersion, Description, _sdpLength) = (null, null, null, -1);
        // Half a surrogate pair is no text.
        if (
            Utf8.FromUtf16(_text.AsSpan(0, _length), _bytes, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done
        )
        {
            return OfferRules.NotJson;
        }

        var json = SignalJson.Read(_bytes.AsSpan(0, written), _spare);
        _isObject = json.Kind == SignalJsonKind.Object;
        if (!_isObject)
        {
            return json.Kind == SignalJsonKind.CutOff && _repairs.Count == 0 ? OfferRules.CutOff
                : _text.AsSpan(0, _length).Contains("\"v=0", StringComparison.Ordinal) && _repairs.Count > 0 ? OfferRules.ChangedOnItsWay
                : OfferRules.NotJson;
        }

        (Type, SdkVersion, _sdpLength) = (json.Type, json.SdkVersion, json.SdpLength);
        if (json.IsStrange)
        {
            return OfferRules.ChangedOnItsWay;
        }

        if (json.IsCut)
        {
            return OfferRules.CutOff;
        }

        if (json.IsEmpty)
        {
            return OfferRules.NotJson;
        }

        if (Type != "offer" || _sdpLength < 0)
        {
            return Type is { } type && !json.NamesSdp && "offer".StartsWith(type, StringComparison.Ordinal) ? OfferRules.CutOff : null;
        }

        Description = SessionDescription.Read(_spare.AsSpan(0, _sdpLength));
        return Description.Damage switch
        {
            SdpDamage.None => null,
            SdpDamage.LastLineEnd => OfferRules.NoLastLineEnd,
            SdpDamage.Cut => OfferRules.CutOff,
            SdpDamage.Edited => OfferRules.Edited,
            _ => OfferRules.ChangedOnItsWay,
        };
    }

    /// <summary>Cut within an escape, and words put behind it: no beginning of JSON any more, but still no closing brace.</summary>
    private bool EndsTooEarly()
    {
        const string Around = "\"'\u201C\u201D\u2018\u2019 \t\r\n";
        return _original.AsSpan().Trim(Around) is ['{', .., not '}'];
    }

    private void AddIf(bool isRepaired, OfferFinding repair)
    {
        if (isRepaired)
        {
            _repairs.Add(repair);
        }
    }
}
