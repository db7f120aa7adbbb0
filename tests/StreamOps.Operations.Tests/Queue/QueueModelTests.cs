using System.Collections.Immutable;
using CsCheck;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

/// <summary>Whatever happens in whatever order: the picture that was carried on is the one that would be worked out from nothing.</summary>
public sealed class QueueModelTests
{
    private static readonly string[] Ids = ["s0", "s1", "s2", "s3", "s4"];

    private static readonly RescueState?[] Attempts =
    [
        null,
        RescueState.Sent,
        RescueState.Answered,
        RescueState.Connected,
        RescueState.Failed,
    ];

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, Ids.Length - 1],
        Gen.Int[0, 6],
        Gen.Int[-20, 40],
        Gen.Int[0, Attempts.Length - 1],
        Gen.Int[0, 3],
        Gen.Int[0, 12],
        (session, kind, left, attempt, more, seconds) => new Step(session, kind, left, attempt, more, seconds)
    );

    [Fact]
    public void The_carried_picture_is_the_one_from_nothing() =>
        Steps
            .List[1, 40]
            .Sample(steps =>
            {
                var reel = new QueueReel();
                var so = APicture.Of();
                var now = APicture.Now;
                foreach (var step in steps)
                {
                    now = now.AddSeconds(step.Seconds);
                    so = After(so, step, now);
                    var carried = reel.Show(so, now);
                    AssertSame(FleetPicture.Of(APicture.News(so), now), carried);
                    Assert.All(carried.Left.Keys, left => Assert.False(carried.IsWaiting(left)));
                    Assert.True(reel.NextChange is null || reel.NextChange > now);
                }
            });

    private static FleetPicture After(FleetPicture so, Step step, DateTimeOffset now)
    {
        var id = Ids[step.Session];
        var session = SessionOf(id, step, so.Snapshot.Sessions.GetValueOrDefault(A.Arn(id)));
        var snapshot = so.Snapshot with
        {
            Sessions = session is null ? so.Snapshot.Sessions.Remove(A.Arn(id)) : so.Snapshot.Sessions.SetItem(A.Arn(id), session),
        };
        if (step.More == 1)
        {
            var status = step.Left % 2 == 0 ? StreamGroupStatus.Deleting : StreamGroupStatus.Active;
            snapshot = snapshot with
            {
                Groups = snapshot.Groups.SetItem(A.Group, new LiveStreamGroup(A.StreamGroup() with { Status = status })),
            };
        }

        var news = APicture.News(so) with { Snapshot = snapshot, Rescues = AttemptsAfter(so, id, step, now) };
        return FleetPicture.Of(
            step.More switch
            {
                2 => news with { Links = news.Links.SetItem(A.Arn(id), APicture.Link(id) with { OpenedAt = now }) },
                3 => news with { Ended = [APicture.Ended(id, (EpisodeOutcome)(step.Kind % 4)), .. news.Ended] },
                _ => news,
            },
            now
        );
    }

    private static ImmutableDictionary<StreamSessionArn, RescueAttempt> AttemptsAfter(
        FleetPicture so,
        string id,
        Step step,
        DateTimeOffset now
    ) =>
        Attempts[step.Attempt] is not { } state
            ? so.Rescues
            : so.Rescues.SetItem(
                A.Arn(id),
                APicture.Attempt(id, state) with
                {
                    Source = step.Left % 2 == 0 ? OfferSource.Link : OfferSource.Paste,
                    LinkId = APicture.Link(id).Id,
                    EndedAt = state >= RescueState.Connected ? now : null,
                }
            );

    private static LiveStreamSession? SessionOf(string id, Step step, LiveStreamSession? before) =>
        step.Kind switch
        {
            0 => null,
            1 => APicture.Session(id),
            2 => APicture.Waiting(id, step.Left),
            3 => APicture.Session(id, StreamSessionStatus.Active) with { Window = APicture.Window(step.Left, kind: WindowKind.Connect) },
            4 => APicture.Session(id, StreamSessionStatus.Active) with { WasConnected = false },
            5 => APicture.Session(id, StreamSessionStatus.Terminated),
            _ => before,
        };

    private static void AssertSame(FleetPicture expected, FleetPicture carried)
    {
        Assert.Equal(expected.Waiting.Select(Seen), carried.Waiting.Select(Seen));
        Assert.Equal(expected.NeverArrived.Select(session => session.Arn), carried.NeverArrived.Select(session => session.Arn));
        Assert.Equal(
            (expected.First?.Arn, expected.Recovered, expected.LastDropAt),
            (carried.First?.Arn, carried.Recovered, carried.LastDropAt)
        );
        Assert.Equal(expected.Totals.Live, carried.Totals.Live);
        Assert.Equal(Counts(expected.Totals.Held), Counts(carried.Totals.Held));
        Assert.Equal(Counts(expected.Totals.Locations), Counts(carried.Totals.Locations));
    }

    private static string Seen(QueueRow row) =>
        $"{row.Arn.Id} {row.Status} {row.GroupStatus} {row.Attempt?.State} {row.Link?.OpenedAt} {row.IsOver} {row.IsLapsed} {row.Deadline:O}";

    private static IEnumerable<string> Counts<TKey>(ImmutableDictionary<TKey, int> counts)
        where TKey : notnull => counts.Select(pair => $"{pair.Key}: {pair.Value}").Order(StringComparer.Ordinal);

    /// <summary>What happens to one session, and how long after the step before.</summary>
    private sealed record Step(int Session, int Kind, int Left, int Attempt, int More, int Seconds);
}
