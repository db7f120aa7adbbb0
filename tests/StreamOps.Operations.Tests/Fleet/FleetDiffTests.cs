using System.Collections.Immutable;
using CsCheck;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

public sealed class FleetDiffTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);

    /// <summary>Each step puts or removes one of a few sessions, so that sessions often come, change, go and come again.</summary>
    private static readonly Gen<List<(int Session, int Minute, bool IsGone)>> Steps = Gen.Select(
        Gen.Int[0, 7],
        Gen.Int[0, 2],
        Gen.Bool
    ).List[1, 90];

    [Fact]
    public void It_finds_what_a_naive_comparison_finds() =>
        Steps.Sample(steps =>
        {
            var snapshots = Walk(steps, history: null);
            var (before, after) = (snapshots[snapshots.Count / 3], snapshots[^1]);

            Assert.Equal(Naive(before, after), Sorted(FleetDiff.Between(before, after)));
        });

    [Fact]
    public void Steps_folded_together_are_the_difference_of_their_ends_however_far_behind() =>
        Steps.Sample(steps =>
        {
            var history = new FleetHistory();
            var snapshots = Walk(steps, history);

            foreach (var behind in new[] { 1, 2, snapshots.Count / 2, snapshots.Count - 1 }.Where(count => count < snapshots.Count))
            {
                var before = snapshots[^(behind + 1)];
                Assert.Equal(Naive(before, snapshots[^1]), Sorted(history.Between(before, snapshots[^1])));
            }
        });

    private static List<FleetSnapshot> Walk(List<(int Session, int Minute, bool IsGone)> steps, FleetHistory? history)
    {
        List<FleetSnapshot> snapshots = [FleetSnapshot.Empty];
        Dictionary<(int, int), LiveStreamSession> objects = [];
        foreach (var (id, minute, isGone) in steps)
        {
            var last = snapshots[^1];
            var sessions = isGone ? last.Sessions.Remove(A.Arn($"s{id}")) : last.Sessions.SetItem(A.Arn($"s{id}"), Session(id, minute));
            var next = last with { Version = last.Version + 1, Sessions = sessions };
            history?.Add(next.Version, FleetDiff.Between(last, next));
            snapshots.Add(next);
        }

        return snapshots;

        // The same content is the same object, as the fleet keeps it.
        LiveStreamSession Session(int id, int minute)
        {
            if (!objects.TryGetValue((id, minute), out var session))
            {
                var since = Start.AddMinutes(minute);
                session = new LiveStreamSession
                {
                    Session = A.StreamSession($"s{id}"),
                    StatusSinceEarliest = since,
                    StatusSinceLatest = since,
                };
                objects.Add((id, minute), session);
            }

            return session;
        }
    }

    private static List<FleetChange> Naive(FleetSnapshot before, FleetSnapshot after) =>
        Sorted(
            before
                .Sessions.Keys.Union(after.Sessions.Keys)
                .Select(arn => new FleetChange(arn, Of(before, arn), Of(after, arn)))
                .Where(change => change.Before != change.After)
        );

    private static LiveStreamSession? Of(FleetSnapshot snapshot, StreamSessionArn arn) => snapshot.Sessions.GetValueOrDefault(arn);

    private static List<FleetChange> Sorted(IEnumerable<FleetChange> changes) =>
        [.. changes.OrderBy(change => change.Arn.Value, StringComparer.Ordinal)];
}
