using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace StreamOps.Operations.Offers;

/// <summary>The JSON around an offer, opened with as few repairs as it takes. Works in two buffers as long as the text, whatever the text.</summary>
internal sealed class OfferEnvelope
{
    private const int MaxWraps = 2;

    private readonly string _original;
    private readonly char[] _text;
    private readonly byte[] _bytes;
    private readonly List<OfferFinding> _repairs = [];
    private int _length;

    private OfferEnvelope(string text)
    {
        _original = text;
        _text = text.ToCharArray();
        _bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        _length = text.Length;
    }

    /// <summary>What had to be repaired, in the order it was; empty with a problem.</summary>
    public IReadOnlyList<OfferFinding> Repairs => Problem is null ? _repairs : [];

    /// <summary>Why it could not be opened; null when it could.</summary>
    public OfferFinding? Problem { get; private set; }

    /// <summary>Its <c>type</c>, where it is text.</summary>
    public string? Type { get; private set; }

    /// <summary>Its <c>sdp</c>, where it is text.</summary>
    public string? Sdp { get; private set; }

    /// <summary>Its <c>webSdkVersion</c>, where it is text.</summary>
    public string? SdkVersion { get; private set; }

    /// <summary>Opens a text of at most <see cref="OfferDesk.MaxBytes"/>.</summary>
    public static OfferEnvelope Open(string text)
    {
        var envelope = new OfferEnvelope(text);
        envelope.Problem = envelope.Open();
        return envelope;
    }

    /// <summary>The text with all repairs made; the text as it came where there is nothing to repair, or nothing opens it.</summary>
    public string RepairedText() => Repairs.Count > 0 ? new string(_text.AsSpan(0, _length).Trim()) : _original;

    private OfferFinding? Open()
    {
        for (var wraps = 0; wraps <= MaxWraps; wraps++)
        {
            var json = ReadRepaired(out var insideLength);
            switch (json.Kind)
            {
                case SignalJsonKind.Object:
                    (Type, Sdp, SdkVersion) = (json.Type, json.Sdp, json.SdkVersion);
                    return null;
                case SignalJsonKind.Text:
                    _length = insideLength;
                    AddOnce(OfferRules.WrappedTwice);
                    break;
                case SignalJsonKind.CutOff:
                    return OfferRules.CutOff;
                default:
                    return EndsTooEarly() ? OfferRules.CutOff : OfferRules.NotJson;
            }
        }

        return OfferRules.NotJson;
    }

    /// <summary>Reads the text as it is, and when that fails, as it is after the repair.</summary>
    private SignalJson ReadRepaired(out int insideLength)
    {
        insideLength = 0;
        // What no browser writes: a chat program's invisible characters may stand inside a text that is JSON all the same.
        var json = ChatRepair.HasForeignSpaces(_text.AsSpan(0, _length)) ? null : Read(out insideLength);
        if (json is { Kind: SignalJsonKind.Object or SignalJsonKind.Text } || !ChatRepair.Apply(_text.AsSpan(0, _length), out var repaired))
        {
            return json ?? SignalJson.NotJson;
        }

        _length = repaired;
        AddOnce(OfferRules.ChangedByChat);
        var second = Read(out insideLength);
        return second.Kind == SignalJsonKind.NotJson && json is not null ? json : second;
    }

    /// <summary>Cut within an escape, and words put behind it: no beginning of JSON any more, but still no closing brace.</summary>
    private bool EndsTooEarly()
    {
        const string Around = "\"'\u201C\u201D\u2018\u2019 \t\r\n";
        return _original.AsSpan().Trim(Around) is ['{', .., not '}'];
    }

    private SignalJson Read(out int insideLength)
    {
        insideLength = 0;
        // Half a surrogate pair is no text.
        return
            Utf8.FromUtf16(_text.AsSpan(0, _length), _bytes, out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done
            ? SignalJson.Read(_bytes.AsSpan(0, written), _text, out insideLength)
            : SignalJson.NotJson;
    }

    private void AddOnce(OfferFinding repair)
    {
        if (!_repairs.Contains(repair))
        {
            _repairs.Add(repair);
        }
    }
}
