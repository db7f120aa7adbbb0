using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Queue;

/// <summary>What all sessions come to, counted on from change to change.</summary>
/// <param name="Live">Sessions that have not ended.</param>
/// <param name="Held">Sessions that wait for a lost client, and so hold capacity, by stream group id and location.</param>
/// <param name="Unread">Of <paramref name="Live"/>, those that are known from before this start alone.</param>
/// <param name="Locations">Where sessions are or were, with how many.</param>
public sealed record FleetTotals(
    int Live,
    int Unread,
    ImmutableDictionary<(string StreamGroupId, string Location), int> Held,
    ImmutableDictionary<string, int> Locations
)
{
    internal static readonly FleetTotals None = new(
        0,
        0,
        ImmutableDictionary<(string, string), int>.Empty,
        ImmutableDictionary.Create<string, int>(StringComparer.Ordinal)
    );

    /// <summary>The totals after some changes; the same object when they come to the same.</summary>
    internal FleetTotals After(IReadOnlyList<FleetChange> changes)
    {
        var (live, unread) = (Live, Unread);
        var held = new Dictionary<(string, string), int>();
        var locations = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            Count(change.Before, -1);
            Count(change.After, 1);
        }

        var after = new FleetTotals(live, unread, Sum(Held, held), Sum(Locations, locations));
        return after == this ? this : after;

        void Count(LiveStreamSession? session, int step)
        {
            if (session is null)
            {
                return;
            }

            live += session.IsOver ? 0 : step;
            unread += session is { IsOver: false, IsFromBefore: true } ? step : 0;
            if (session.IsHeldForItsClient)
            {
                Add(held, (session.Arn.StreamGroupId, session.Session.Location), step);
            }

            if (session.Session.Location.Length > 0)
            {
                Add(locations, session.Session.Location, step);
            }
        }
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key, int step)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + step;

    private static ImmutableDictionary<TKey, int> Sum<TKey>(ImmutableDictionary<TKey, int> counts, Dictionary<TKey, int> steps)
        where TKey : notnull
    {
        foreach (var (key, step) in steps.Where(pair => pair.Value != 0))
        {
            var sum = counts.GetValueOrDefault(key) + step;
            counts = sum == 0 ? counts.Remove(key) : counts.SetItem(key, sum);
        }

        return counts;
    }
}
