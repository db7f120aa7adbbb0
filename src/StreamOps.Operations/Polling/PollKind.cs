using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Polling;

/// <summary>What every class of one status has in common.</summary>
/// <remarks>
/// Rates go by the square root of the value: those who wait are read twenty times as often as those who start. Sessions on their way through RECONNECTING, ACTIVE
/// and TERMINATING are followed one by one as soon as they are known (<see cref="SessionLookups.Follow"/>); their lists find those who came there unseen, and may
/// be read seldom.
/// </remarks>
/// <param name="Status">The status listed.</param>
/// <param name="Value">Harm of a second's delay, against the other kinds.</param>
/// <param name="Longest">It should be read at least this often.</param>
internal sealed record PollKind(StreamSessionStatus Status, double Value, TimeSpan Longest)
{
    /// <summary>Whether players wait in it.</summary>
    public bool IsUrgent => Status == StreamSessionStatus.PendingClientReconnection;

    /// <summary>Whether it is the long list of those who play, which is gone through at leisure.</summary>
    public bool IsSweep => Status == StreamSessionStatus.Connected;

    /// <summary>The live statuses. Ended ones are left out: their lists bring up to 90 days of history; a session that leaves a list is looked up.</summary>
    public static IReadOnlyList<PollKind> All(LiveOptions options) => [.. StreamSessionStatus.Listed.Select(status => Of(status, options))];

    private static PollKind Of(StreamSessionStatus status, LiveOptions options)
    {
        var (value, longestSeconds) = status switch
        {
            _ when status == StreamSessionStatus.PendingClientReconnection => (400, options.UrgentIntervalSeconds),
            _ when status == StreamSessionStatus.Reconnecting => (0.3, 60),
            _ when status == StreamSessionStatus.Active => (1, 20),
            _ when status == StreamSessionStatus.Terminating => (0.3, 60),
            _ when status == StreamSessionStatus.Activating => (1, 20),
            _ when status == StreamSessionStatus.Connected => (0.3, options.ConnectedIntervalSeconds),
            _ => throw new InvalidOperationException($"Nobody says how often the list of {status} is to be read."),
        };
        return new PollKind(status, value, TimeSpan.FromSeconds(longestSeconds));
    }
}
