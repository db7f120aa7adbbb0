using System.Text.Encodings.Web;

namespace StreamOps.Emulator.Calls;

/// <summary>How answers are written: member names as declared, nothing for null, times as epoch seconds.</summary>
public static class Wire
{
    public static JsonSerializerOptions Json { get; } =
        new()
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new EpochSeconds() },
        };

    private sealed class EpochSeconds : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Answers are written, never read.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);
    }
}

/// <summary>A page of a list; no token: the last one.</summary>
public sealed record PageWire<T>(IReadOnlyList<T> Items, string? NextToken);
