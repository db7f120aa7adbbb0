using System.Buffers;
using System.Text.Json;

namespace StreamOps.Operations.Offers;

/// <summary>One reading of a text as JSON, forward only and strict: nothing is built but the members that are asked for.</summary>
internal sealed class SignalJson
{
    /// <summary>No object.</summary>
    public static readonly SignalJson NotJson = new(SignalJsonKind.NotJson);

    private const int MaxDepth = 32;

    /// <summary>In bytes; what is longer is no kind and no version.</summary>
    private const int LongestWord = 64;

    private const int LongestCapitals = 16;

    private static readonly SearchValues<byte> OfNames = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-+"u8
    );

    // Not the final block, so that a text that is cut off is told from one that is no JSON.
    private static readonly JsonReaderState Unfinished = new(new JsonReaderOptions { MaxDepth = MaxDepth });

    private bool _hasStrangeName;
    private bool _hasStrangeWord;
    private bool _hasExtras;

    private SignalJson(SignalJsonKind kind) => Kind = kind;

    public SignalJsonKind Kind { get; }

    /// <summary>Its <c>type</c>, where it is text.</summary>
    public string? Type { get; private set; }

    /// <summary>How long its <c>sdp</c> is, where it is text; −1 where there is none.</summary>
    public int SdpLength { get; private set; } = -1;

    /// <summary>Its <c>webSdkVersion</c>, where it is text.</summary>
    public string? SdkVersion { get; private set; }

    /// <summary>Whether it ends within or behind the version, and was closed by hand: each version that was looked at has something behind it.</summary>
    public bool IsCut =>
        !_hasExtras
        && SdkVersion is { } version
        && OfferRules.TestedSdkVersions.Any(tested => tested.StartsWith(version, StringComparison.Ordinal));

    /// <summary>Whether it has no member.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Whether it has an <c>sdp</c>, text or not.</summary>
    public bool NamesSdp { get; private set; }

    /// <summary>Whether there is something in its names and words, beside the SDP, that the program which made it does not write.</summary>
    public bool IsStrange =>
        _hasStrangeName || (_hasStrangeWord && SdkVersion is { } version && OfferRules.TestedSdkVersions.Contains(version));

    /// <summary>Reads a text.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <param name="sdp">Takes the <c>sdp</c>; as long as the text.</param>
    public static SignalJson Read(ReadOnlySpan<byte> json, Span<char> sdp)
    {
        if (HasOddLiteral(json))
        {
            return NotJson;
        }

        try
        {
            var reader = new Utf8JsonReader(json, isFinalBlock: false, Unfinished);
            if (!reader.Read())
            {
                return StartsLikeAnObject(json) ? new SignalJson(SignalJsonKind.CutOff) : NotJson;
            }

            return reader.TokenType == JsonTokenType.StartObject ? ReadMembers(ref reader, sdp) : NotJson;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped half of a surrogate pair.
            return NotJson;
        }
    }

    private static SignalJson ReadMembers(ref Utf8JsonReader reader, Span<char> sdp)
    {
        var members = new SignalJson(SignalJsonKind.Object);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0)
            {
                // Throws when anything but white space follows.
                reader.Read();
                return members;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                members._hasStrangeName |= IsStrangeText(ref reader);
                if (reader.CurrentDepth == 1)
                {
                    members.IsEmpty = false;
                    members.ReadMember(ref reader, sdp);
                }
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                members._hasStrangeWord |= IsStrangeText(ref reader) || IsRunTogether(ref reader);
            }
        }

        return new SignalJson(SignalJsonKind.CutOff);
    }

    /// <summary>As in a browser, the last of two members of one name counts.</summary>
    private void ReadMember(ref Utf8JsonReader reader, Span<char> sdp)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            Type = ReadWord(ref reader);
        }
        else if (reader.ValueTextEquals("sdp"u8))
        {
            NamesSdp = true;
            SdpLength = reader.Read() && reader.TokenType == JsonTokenType.String ? reader.CopyString(sdp) : -1;
        }
        else if (reader.ValueTextEquals("webSdkVersion"u8))
        {
            SdkVersion = ReadWord(ref reader);
        }
        else if (reader.ValueTextEquals("extras"u8))
        {
            _hasExtras = true;
        }
    }

    private string? ReadWord(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        _hasStrangeName |= IsStrangeText(ref reader);
        return reader.ValueSpan.Length <= LongestWord ? reader.GetString() : null;
    }

    private static bool IsStrangeText(ref Utf8JsonReader reader) => reader.ValueSpan.ContainsAnyExcept(OfNames);

    /// <summary>The Web SDK parts its long words in capitals by underscores, which some chats take for a sign of their own.</summary>
    private static bool IsRunTogether(ref Utf8JsonReader reader) =>
        reader.ValueSpan is { Length: > LongestCapitals } word && !word.ContainsAnyExceptInRange((byte)'A', (byte)'Z');

    /// <summary>Whether something begins like a literal and is none: the reader's exception would quote all that follows, however much it is.</summary>
    private static bool HasOddLiteral(ReadOnlySpan<byte> json)
    {
        for (var at = 0; at < json.Length; at++)
        {
            if (json[at] == '"')
            {
                for (at++; at < json.Length && json[at] != '"'; at++)
                {
                    at += json[at] == '\\' ? 1 : 0;
                }
            }
            else if (json[at] is (byte)'t' or (byte)'f' or (byte)'n')
            {
                var rest = json[at..];
                var isLiteral = rest.StartsWith("true"u8) || rest.StartsWith("null"u8) || rest.StartsWith("false"u8);
                if (!isLiteral)
                {
                    return true;
                }

                at += 3;
                at += json[at] == 's' ? 1 : 0;
            }
        }

        return false;
    }

    private static bool StartsLikeAnObject(ReadOnlySpan<byte> json) => json.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}

/// <summary>What a text is, as JSON.</summary>
internal enum SignalJsonKind
{
    /// <summary>No object.</summary>
    NotJson,

    /// <summary>The beginning of an object, as far as it goes.</summary>
    CutOff,
    Object,
}
