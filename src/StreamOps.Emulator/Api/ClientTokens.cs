using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StreamOps.Emulator.Calls;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>Idempotency: an operation with the same ClientToken and the same content happens once and is answered alike.</summary>
/// <remarks>Only what took effect is remembered: a refusal may be tried again. Used inside the fleet's gate.</remarks>
public sealed class ClientTokens(SwitchBoard switches)
{
    private readonly Dictionary<(string Operation, string Token), Effect> _effects = [];

    /// <summary>The remembered answer of the call, or that of <paramref name="act"/>, which is remembered then.</summary>
    public ApiAnswer Once(ApiCall call, EmulatedWorld world, Func<ApiAnswer> act)
    {
        if (TokenOf(call) is not { } token)
        {
            return act();
        }

        var content = ContentOf(call);
        var key = (call.Operation.Name, token);
        if (Find(key, world) is { } effect)
        {
            call.StreamSessionId = effect.StreamSessionId;
            return effect.Content == content
                ? effect.Answer
                : throw ApiErrors.Conflict("The ClientToken was used before with different content.");
        }

        var answer = act();
        Forget(world, Lifetime);
        _effects[key] = new(world, content, answer, call.StreamSessionId, world.Now);
        return answer;
    }

    /// <summary>Whether the call would be answered from memory, by an answer or a refusal of its content.</summary>
    public bool Knows(ApiCall call, EmulatedWorld world) =>
        TokenOf(call) is { } token && Find((call.Operation.Name, token), world) is not null;

    private TimeSpan Lifetime => TimeSpan.FromSeconds(switches.Current.ClientTokenLifetimeSeconds);

    private static string? TokenOf(ApiCall call) => call.Text("ClientToken", 32, 128, MemberPatterns.ClientToken);

    private Effect? Find((string Operation, string Token) key, EmulatedWorld world) =>
        _effects.TryGetValue(key, out var effect) && effect.World == world && world.Now - effect.At <= Lifetime ? effect : null;

    private void Forget(EmulatedWorld world, TimeSpan lifetime)
    {
        if (_effects.Count < 10_000)
        {
            return;
        }

        foreach (var (key, effect) in _effects)
        {
            if (effect.World != world || world.Now - effect.At > lifetime)
            {
                _effects.Remove(key);
            }
        }
    }

    // SDKs escape the same text differently, so it is the parsed content that is compared.
    private static string ContentOf(ApiCall call)
    {
        var text = new StringBuilder();
        foreach (var (member, value) in call.Path.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(member).Append('=').Append(value.Split('/')[^1]).Append('\n');
        }

        if (call.Body is { } body)
        {
            Write(body, text);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    text.Append(member.Name.Length).Append(':').Append(member.Name);
                    Write(member.Value, text);
                }

                break;
            case JsonValueKind.Array:
                text.Append('[').Append(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, text);
                }

                break;
            case JsonValueKind.String:
                var content = value.GetString()!;
                text.Append('"').Append(content.Length).Append(':').Append(content);
                break;
            default:
                text.Append(value.GetRawText()).Append(' ');
                break;
        }
    }

    private sealed record Effect(EmulatedWorld World, string Content, ApiAnswer Answer, string? StreamSessionId, DateTimeOffset At);
}
