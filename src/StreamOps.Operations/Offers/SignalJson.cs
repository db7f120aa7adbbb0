using System.Text.Json;

namespace StreamOps.Operations.Offers;

/// <summary>One reading of a text as JSON, forward only and strict: nothing is built but the three members that are asked for.</summary>
internal sealed class SignalJson
{
    /// <summary>Neither an object nor a string.</summary>
    public static readonly SignalJson NotJson = new(SignalJsonKind.NotJson);

    private const int MaxDepth = 32;

    // Not the final block, so that a text that is cut off is told from one that is no JSON.
    private static readonly JsonReaderState Unfinished = new(new JsonReaderOptions { MaxDepth = MaxDepth });

    private SignalJson(SignalJsonKind kind) => Kind = kind;

    public SignalJsonKind Kind { get; }

    /// <summary>Its <c>type</c>, where it is text.</summary>
    public string? Type { get; private set; }

    /// <summary>Its <c>sdp</c>, where it is text.</summary>
    public string? Sdp { get; private set; }

    /// <summary>Its <c>webSdkVersion</c>, where it is text.</summary>
    public string? SdkVersion { get; private set; }

    /// <summary>Reads a text.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <param name="inside">Takes what is inside when the text is one JSON string; as long as the text.</param>
    /// <param name="insideLength">How much was written there.</param>
    public static SignalJson Read(ReadOnlySpan<byte> json, Span<char> inside, out int insideLength)
    {
        insideLength = 0;
        try
        {
            var reader = new Utf8JsonReader(json, isFinalBlock: false, Unfinished);
            if (!reader.Read())
            {
                return StartsLikeAnObject(json) ? new SignalJson(SignalJsonKind.CutOff) : NotJson;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    return ReadMembers(ref reader);
                case JsonTokenType.String:
                    insideLength = reader.CopyString(inside);
                    // Throws when anything but white space follows.
                    reader.Read();
                    return new SignalJson(SignalJsonKind.Text);
                default:
                    return NotJson;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped half of a surrogate pair.
            return NotJson;
        }
    }

    private static SignalJson ReadMembers(ref Utf8JsonReader reader)
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

            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                members.ReadMember(ref reader);
            }
        }

        return new SignalJson(SignalJsonKind.CutOff);
    }

    /// <summary>As in a browser, the last of two members of one name counts.</summary>
    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            Type = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("sdp"u8))
        {
            Sdp = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("webSdkVersion"u8))
        {
            SdkVersion = ReadText(ref reader);
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static bool StartsLikeAnObject(ReadOnlySpan<byte> json) => json.TrimStart(" \t\r\n\""u8) is [(byte)'{', ..];
}

/// <summary>What a text is, as JSON.</summary>
internal enum SignalJsonKind
{
    /// <summary>Neither an object nor a string.</summary>
    NotJson,

    /// <summary>The beginning of an object, as far as it goes.</summary>
    CutOff,
    Object,

    /// <summary>One string: what is inside may be the signal request.</summary>
    Text,
}
