using StreamOps.Operations.Fleet;
using StreamOps.Operations.Polling;

namespace StreamOps.Operations.Meter;

/// <summary>What the reads cost and show at one moment, of the stream groups that somebody may see.</summary>
public sealed class MeterReading
{
    private readonly MeterLook _look;
    private readonly HashSet<string> _seen;

    internal MeterReading(MeterLook look, GroupSight sight, FleetSnapshot snapshot)
    {
        _look = look;
        _seen = look
            .Reads.Lists.Select(list => list.StreamGroupId)
            .Distinct(StringComparer.Ordinal)
            .Where(id => sight.Sees(id, snapshot))
            .ToHashSet(StringComparer.Ordinal);
        Groups =
        [
            .. look
                .Reads.Lists.GroupBy(list => list.StreamGroupId, StringComparer.Ordinal)
                .Where(group => _seen.Contains(group.Key))
                .Select(group => AgesOf(NameOf(group.Key, snapshot), [.. group]))
                .OrderByDescending(group => group.Late)
                .ThenByDescending(group => group.IsPlayed)
                .ThenByDescending(group => group.Waiting)
                .ThenBy(group => group.StreamGroupId, StringComparer.Ordinal),
        ];
    }

    /// <summary>The moment, on the fleet's line.</summary>
    public DateTimeOffset At => _look.Reads.At;

    /// <summary>The share of the service's limits that the settings give, 0 to 1.</summary>
    public double Share => _look.Share;

    /// <summary>What each operation is called and may be called; that of the lists of sessions first.</summary>
    public IReadOnlyList<OperationSpend> Operations => _look.Operations;

    /// <summary>How old what is known is, by stream group; the worst first.</summary>
    public IReadOnlyList<GroupAges> Groups { get; }

    /// <summary>How often the lists are read with another share of the limit, other things being as they are now: by the plan of the reads itself.</summary>
    /// <param name="share">The share, above 0 and up to 1.</param>
    public ShareForecast ForecastAt(double share)
    {
        var (demands, shares) = (_look.Reads.Demands, _look.SharesAt(share));
        TimeSpan? SlowestOf(StreamSessionStatus status) =>
            demands.Slowest(shares, one => one.Kind.Status == status && _seen.Contains(one.StreamGroupId));
        return new ShareForecast(
            share,
            _look.CallsAt(share),
            SlowestOf(StreamSessionStatus.PendingClientReconnection),
            !shares.Fits,
            [.. StreamSessionStatus.Listed.Select(status => new StatusForecast(status, SlowestOf(status)))]
        );
    }

    private static string NameOf(string streamGroupId, FleetSnapshot snapshot) =>
        snapshot.Groups.GetValueOrDefault(streamGroupId) is { Group.Description: { Length: > 0 } name } ? name : streamGroupId;

    private GroupAges AgesOf(string name, IReadOnlyList<ListLook> lists) =>
        new(
            lists[0].StreamGroupId,
            name,
            lists.Any(list => list.IsPlayed),
            [.. lists.Select(list => new ListAge(list.Status, At - list.ReadFrom, list.Interval, list.IsRefused))]
        );
}
