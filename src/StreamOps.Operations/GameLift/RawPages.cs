using System.Text.Json;

namespace StreamOps.Operations.GameLift;

/// <summary>Takes a page of sessions apart without reading them: as strict as whoever reads the whole of it.</summary>
internal static class RawPages
{
    /// <summary>The sessions of a page, and where the list goes on.</summary>
    /// <param name="body">The answer, in UTF-8.</param>
    /// <param name="read">Reads one session from its part of the answer.</param>
    /// <returns>No list where the answer has none.</returns>
    /// <exception cref="JsonException">It is no page.</exception>
    public static (List<StreamSession?>? Sessions, string? NextToken) Read(
        ReadOnlySpan<byte> body,
        Func<ReadOnlySpan<byte>, StreamSession> read
    )
    {
        var text = body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
        var reader = new Utf8JsonReader(text);
        var sessions = default(List<StreamSession?>);
        var next = default(string);
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("Items"u8))
            {
                reader.Read();
                sessions = SessionsOf(ref reader, text, read);
            }
            else if (reader.ValueTextEquals("NextToken"u8))
            {
                reader.Read();
                Expect(reader.TokenType is JsonTokenType.String or JsonTokenType.Null);
                next = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        Expect(reader.TokenType == JsonTokenType.EndObject && !reader.Read());
        return (sessions, next);
    }

    private static List<StreamSession?>? SessionsOf(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> text,
        Func<ReadOnlySpan<byte>, StreamSession> read
    )
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Expect(reader.TokenType == JsonTokenType.StartArray);
        List<StreamSession?> sessions = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            sessions.Add(reader.TokenType == JsonTokenType.Null ? null : read(text[start..(int)reader.BytesConsumed]));
        }

        return sessions;
    }

    private static void Expect(bool isSo)
    {
        if (!isSo)
        {
            throw new JsonException("The answer is no page of a list.");
        }
    }
}
