using System.Text.Encodings.Web;
using StreamOps.Emulator.Calls;

namespace StreamOps.Emulator.Local;

/// <summary>JSON of this machine's calls, control's and the game's: camelCase, times as ISO 8601 in UTC, unknown members refused.</summary>
public static class LocalJson
{
    private const int LargestBody = 256 * 1024;

    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new UtcTime() },
        };

    /// <summary>Reads a body; a missing one is <paramref name="whenEmpty"/>, or refused.</summary>
    public static async Task<T> ReadAsync<T>(HttpRequest request, T? whenEmpty = null)
        where T : class
    {
        var body = await RequestBody.ReadAsync(
            request,
            LargestBody,
            () => new LocalCallException(413, $"The body is larger than {LargestBody} bytes.")
        );
        return body.Length > 0 ? Parse<T>(body) : whenEmpty ?? throw LocalCallException.Wrong("This call needs a JSON body.");
    }

    public static T Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw LocalCallException.Wrong("The body is null.");
        }
        catch (JsonException wrong)
        {
            throw LocalCallException.Wrong(
                wrong.Path is { Length: > 1 } path
                    ? $"The body cannot be read at {path}: the member is unknown or its value is of the wrong kind."
                    : "The body is not the JSON that this call takes, or a member is missing."
            );
        }
    }

    public static async Task WriteAsync(HttpResponse response, int statusCode, object body)
    {
        response.StatusCode = statusCode;
        response.ContentType = "application/json";
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Options));
    }

    private sealed class UtcTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
