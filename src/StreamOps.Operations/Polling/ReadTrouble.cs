using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Which reads fail, so that trouble is told once when it begins and once when it is over, however many reads meet it and however often.</summary>
internal sealed class ReadTrouble(FleetClock clock)
{
    /// <summary>A read that is not made any more, as of a group that is gone, keeps no trouble up; nor does what a read met so long ago.</summary>
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
            var likeIt = _failing.Values.Where(failing => failing.Met.ContainsKey(kind)).ToList();
            if (!_failing.TryGetValue(read, out var failed))
            {
                _failing.Add(read, failed = new Failing(likeIt.Min(failing => (DateTimeOffset?)failing.Since) ?? now));
            }

            (failed.Kind, failed.Met[kind]) = (kind, now);
            return likeIt.Count == 0;
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

            var now = clock.Now;
            Forget(now);
            if (_failing.Values.Any(failing => failed.Met.ContainsKey(failing.Kind)))
            {
                return null;
            }

            // Whoever met it too fails for another reason by now: when it comes again, it is another trouble.
            foreach (var failing in _failing.Values)
            {
                failing.Forget(failed.Met.ContainsKey);
            }

            return now - failed.Since;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (read, failing) in _failing.ToList())
        {
            failing.Forget(kind => now - failing.Met[kind] > KeptUp);
            if (failing.Met.Count == 0)
            {
                _failing.Remove(read);
            }
        }
    }

    /// <summary>A read that fails.</summary>
    /// <param name="since">Since when the trouble lasts that it met first.</param>
    private sealed class Failing(DateTimeOffset since)
    {
        public DateTimeOffset Since => since;

        /// <summary>Of its last failure.</summary>
        public string Kind { get; set; } = "";

        /// <summary>Every kind that it met since it fails, and when last: it may fail now for this reason, now for that.</summary>
        public Dictionary<string, DateTimeOffset> Met { get; } = new(StringComparer.Ordinal);

        public void Forget(Func<string, bool> isOver)
        {
            foreach (var kind in Met.Keys.Where(isOver).ToList())
            {
                Met.Remove(kind);
            }
        }
    }
}
