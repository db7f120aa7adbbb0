using System.Net;
using System.Text.Json;

namespace StreamOps.Emulator.Specs.Hosting;

/// <summary>An answer as it came over the wire.</summary>
public sealed record Answer(HttpStatusCode StatusCode, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public int Code => (int)StatusCode;

    public string? ErrorType => Headers.GetValueOrDefault("x-amzn-errortype");

    public string Message => Json.GetProperty(nameof(Message)).GetString()!;

    public IReadOnlyList<JsonElement> Items => [.. Json.GetProperty(nameof(Items)).EnumerateArray()];

    public string? NextToken => Json.TryGetProperty(nameof(NextToken), out var token) ? token.GetString() : null;

    public string Member(string name) => Json.GetProperty(name).GetString()!;
}
