using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Calls;

/// <summary>One token bucket per operation, full at the start and as deep as the burst.</summary>
public sealed class TokenBuckets(SwitchBoard switches, TimeProvider time)
{
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Takes one token; false when the rate is exceeded.</summary>
    public bool TryTake(ApiOperation operation)
    {
        var current = switches.Current;
        if (!current.RateLimits)
        {
            return true;
        }

        lock (_gate)
        {
            var now = time.GetTimestamp();
            var depth = Math.Max(1, operation.RequestsPerSecond * current.BurstSeconds);
            var bucket = _buckets.GetValueOrDefault(operation.Name) ?? new(depth, now);
            var earned = time.GetElapsedTime(bucket.At, now).TotalSeconds * operation.RequestsPerSecond;
            var tokens = Math.Min(depth, bucket.Tokens + earned);
            var isTaken = tokens >= 1;
            _buckets[operation.Name] = new(isTaken ? tokens - 1 : tokens, now);
            return isTaken;
        }
    }

    /// <summary>Fills every bucket.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _buckets.Clear();
        }
    }

    private sealed record Bucket(double Tokens, long At);
}
