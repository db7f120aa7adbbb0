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

        var key = (call.Operation.Name, token);
        if (Find(key, world) is { } effect)
        {
            call.StreamSessionId = effect.Call.StreamSessionId;
            return HaveSameContent(effect.Call, call)
                ? effect.Answer
                : throw ApiErrors.Conflict("The ClientToken was used before with different content.");
        }

        var answer = act();
        Forget(world, Lifetime);
        _effects[key] = new(world, call, answer, world.Now);
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

    // SDKs escape the same text differently, so it is the parsed content that is compared; an ID and its ARN mean the same.
    private static bool HaveSameContent(ApiCall one, ApiCall other) =>
        one.Path.All(member => Identifiers.IdOf(member.Value) == Identifiers.IdOf(other.Path[member.Key]))
        && JsonElement.DeepEquals(one.Body!.Value, other.Body!.Value);

    /// <param name="Call">With a body: its token stands in it.</param>
    private sealed record Effect(EmulatedWorld World, ApiCall Call, ApiAnswer Answer, DateTimeOffset At);
}
