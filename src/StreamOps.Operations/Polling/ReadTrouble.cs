using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Which reads fail, so that trouble is told once when it begins and once when it is over, however many reads meet it and however often.</summary>
internal sealed class ReadTrouble(FleetClock clock)
{
    /// <summary>A read that is not made any more, as of a group that is gone, keeps no trouble up.</summary>
    private static readonly TimeSpan KeptUp = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Failing> _failing = new(StringComparer.Ordinal);

    /// <summary>A read failed.</summary>
    /// <param name="read">Which, as by its stream group.</param>
    /// <param name="kind">What failed reads have in common that are one trouble.</param>
    /// <returns>Whether the trouble begins with it, and is to be told.</returns>
    public bool Begins(string read, string kind)
    {
        lock (_lock)
        {
            var now = clock.Now;
            Forget(now);
            var began = SinceOf(kind);
            _failing[read] = new Failing(kind, began ?? now, now);
            return began is null;
        }
    }

    /// <summary>A read came in.</summary>
    /// <returns>How long the trouble lasted that is over with it; null where none is.</returns>
    public TimeSpan? Ends(string read)
    {
        lock (_lock)
        {
            if (!_failing.Remove(read, out var failed))
            {
                return null;
            }

            Forget(clock.Now);
            return SinceOf(failed.Kind) is null ? clock.Now - failed.Since : null;
        }
    }

    private DateTimeOffset? SinceOf(string kind) =>
        _failing
            .Values.Where(failing => string.Equals(failing.Kind, kind, StringComparison.Ordinal))
            .Min(failing => (DateTimeOffset?)failing.Since);

    private void Forget(DateTimeOffset now)
    {
        foreach (var read in _failing.Where(one => now - one.Value.LastAt > KeptUp).Select(one => one.Key).ToList())
        {
            _failing.Remove(read);
        }
    }

    private sealed record Failing(string Kind, DateTimeOffset Since, DateTimeOffset LastAt);
}
