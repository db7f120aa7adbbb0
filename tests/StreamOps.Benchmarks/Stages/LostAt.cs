using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Stages;

/// <summary>When sessions lost their players, by the emulator's own ledger.</summary>
internal static class LostAt
{
    private const string Lost = "PENDING_CLIENT_RECONNECTION";

    /// <summary>In the order of the sessions: milliseconds since 1970.</summary>
    public static async Task<IReadOnlyList<double>> OfAsync(EmulatorControl emulator, IReadOnlyList<string> sessions)
    {
        await emulator.ReadLedgerAsync();
        var at = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var transition in emulator.Ledger.Transitions.Where(transition => transition.To == Lost))
        {
            at[transition.StreamSessionId] = transition.At;
        }

        return [.. sessions.Select(session => Milliseconds(at[session]))];
    }

    /// <summary>On the line of all clocks of this machine.</summary>
    public static double Milliseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}
