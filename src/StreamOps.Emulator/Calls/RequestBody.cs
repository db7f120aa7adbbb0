namespace StreamOps.Emulator.Calls;

/// <summary>The body of a request for the API.</summary>
public static class RequestBody
{
    /// <summary>Offers have no documented maximum; this leaves room for several hundred of them.</summary>
    public const int Largest = 2 * 1024 * 1024;

    /// <summary>Its bytes; refuses more than <see cref="Largest"/>.</summary>
    public static Task<byte[]> ReadAsync(HttpRequest request) => ReadAsync(request, Largest, ApiErrors.TooLarge);

    /// <summary>Its bytes; refuses more than <paramref name="largest"/>.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int largest, Func<Exception> tooLarge)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > largest)
            {
                throw tooLarge();
            }
        }

        return buffer.ToArray();
    }

    /// <summary>Its JSON, readable to the end; null for an empty one and for what is no JSON.</summary>
    public static JsonElement? Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : ReadThrough(JsonElement.Parse(body));
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Texts are decoded only when they are read: half a surrogate pair is to be found here, and nowhere later.
    private static JsonElement ReadThrough(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = member.Name;
                    ReadThrough(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    ReadThrough(item);
                }

                break;
            case JsonValueKind.String:
                _ = value.GetString();
                break;
        }

        return value;
    }
}
