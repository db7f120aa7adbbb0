using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Queue;

/// <summary>Sessions whose place in the queue may be another now: only these are looked at.</summary>
internal static class TouchedSessions
{
    /// <summary>Those that news touch.</summary>
    /// <param name="news">What is so now.</param>
    /// <param name="before">The picture before it.</param>
    public static HashSet<StreamSessionArn> By(FleetNews news, FleetPicture before)
    {
        var touched = news.Changes.Select(change => change.Arn).ToHashSet();
        touched.UnionWith(Different(before.Rescues, news.Rescues));
        touched.UnionWith(Different(before.Links, news.Links));
        touched.UnionWith(Different(before.StandBy, news.StandBy));
        touched.UnionWith(Different(before.Claims, news.Claims));
        touched.UnionWith(Different(before.Onlookers, news.Onlookers));
        if (before.Ended != news.Ended)
        {
            // Only a recovery tells in which time, once its end is written.
            touched.UnionWith(
                before
                    .Left.Where(left => left.Value.Ending is { Outcome: EpisodeOutcome.Recovered, Episode: null })
                    .Select(left => left.Key)
            );
        }

        if (!ReferenceEquals(before.Snapshot.Applications, news.Snapshot.Applications))
        {
            touched.UnionWith(before.Rows.Keys);
        }

        var groups = Different(before.Snapshot.Groups, news.Snapshot.Groups)
            .Where(group => StatusOf(group, before.Snapshot) != StatusOf(group, news.Snapshot))
            .ToHashSet(StringComparer.Ordinal);
        if (groups.Count > 0)
        {
            touched.UnionWith(before.Rows.Keys.Where(session => groups.Contains(session.StreamGroupId)));
        }

        return touched;
    }

    /// <summary>Keys whose value is new, gone or another object.</summary>
    public static IEnumerable<TKey> Different<TKey, T>(ImmutableDictionary<TKey, T> before, ImmutableDictionary<TKey, T> after)
        where TKey : notnull
        where T : class =>
        ReferenceEquals(before, after)
            ? []
            : after
                .Where(pair => !ReferenceEquals(before.GetValueOrDefault(pair.Key), pair.Value))
                .Select(pair => pair.Key)
                .Concat(before.Keys.Where(key => !after.ContainsKey(key)));

    private static StreamGroupStatus? StatusOf(string streamGroupId, FleetSnapshot snapshot) =>
        snapshot.Groups.GetValueOrDefault(streamGroupId)?.Group.Status;
}
