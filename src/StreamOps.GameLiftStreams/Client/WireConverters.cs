using System.Text.Json;

namespace Amazon.GameLiftStreams.Internal;

/// <summary>An open enumeration as its text; an unknown text is a new value, never an error.</summary>
internal sealed class ConstantConverter<T>(Func<string, T> find) : JsonConverter<T>
    where T : ConstantClass
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => find(reader.GetString());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>A timestamp: seconds since 1970, UTC, as a number with or without fraction or exponent; ISO 8601 text is read too.</summary>
internal sealed class EpochSecondsConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Utc(reader.GetDateTime())
            // Decimal keeps every tick; a double of today's size does not.
            : DateTime.UnixEpoch.AddTicks((long)decimal.Round(reader.GetDecimal() * TimeSpan.TicksPerSecond));

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((value.ToUniversalTime() - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond);

    // Without an offset the service's time is meant, never this machine's.
    private static DateTime Utc(DateTime read) =>
        read.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(read, DateTimeKind.Utc) : read.ToUniversalTime();
}
