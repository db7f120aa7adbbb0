using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class TimelineDrawingTests
{
    [Fact]
    public void What_is_sure_is_solid_and_where_a_status_may_have_begun_is_dashed()
    {
        var drawing = TimelineDrawing.Of(
            [Seen(StreamSessionStatus.Active, 0), Seen(StreamSessionStatus.Connected, 60, spread: 4)],
            [],
            null
        );

        Assert.Equal(
            [("Ready, no client", false), ("Connected", true), ("Connected", true)],
            drawing.Service.Select(span => (span.Look.Label, span.IsEstimate))
        );
        Assert.Equal(drawing.Service[0].To, drawing.Service[1].From);
        Assert.Equal(drawing.Service[1].To, drawing.Service[2].From);
        Assert.Equal(100, drawing.Service[^1].To);
    }

    [Fact]
    public void Spans_never_overlap_and_never_leave_the_lane_whatever_was_seen()
    {
        var random = new Random(11);
        StreamSessionStatus[] statuses =
        [
            StreamSessionStatus.Activating,
            StreamSessionStatus.Active,
            StreamSessionStatus.Connected,
            StreamSessionStatus.PendingClientReconnection,
            StreamSessionStatus.Reconnecting,
            StreamSessionStatus.Terminated,
        ];
        for (var run = 0; run < 500; run++)
        {
            var at = 0.0;
            SeenStatus[] seen =
            [
                .. Enumerable
                    .Range(0, random.Next(1, 12))
                    .Select(_ => Seen(statuses[random.Next(statuses.Length)], at += random.NextDouble() * 90, random.NextDouble() * 120)),
            ];

            var drawing = TimelineDrawing.Of(seen, [], APicture.Now.AddSeconds(random.Next(-50, 900)));

            Assert.All(drawing.Service, span => Assert.True(span is { From: >= 0, To: <= 100.000001 } && span.To > span.From));
            Assert.All(drawing.Service.Zip(drawing.Service.Skip(1)), pair => Assert.True(pair.Second.From >= pair.First.To));
            Assert.All(drawing.Player, mark => Assert.True(mark.From <= mark.At && mark.At <= mark.To));
        }
    }

    [Fact]
    public void The_player_joins_is_lost_and_comes_back()
    {
        var drawing = TimelineDrawing.Of(
            [
                Seen(StreamSessionStatus.Connected, 0, spread: 2),
                Seen(StreamSessionStatus.PendingClientReconnection, 600, spread: 3),
                Seen(StreamSessionStatus.Reconnecting, 640),
                Seen(StreamSessionStatus.Connected, 645),
            ],
            [],
            null
        );

        Assert.Equal(["joined", "lost", "back"], drawing.Player.Select(mark => mark.Label));
        Assert.True(drawing.Player[1].From < drawing.Player[1].At);
    }

    [Fact]
    public void What_was_done_from_here_stands_on_the_operators_lane_in_its_order()
    {
        var drawing = TimelineDrawing.Of(
            [Seen(StreamSessionStatus.PendingClientReconnection, 0)],
            [Act(AuditSteps.Intent, 20), Act(AuditSteps.Accepted, 21), Act(AuditSteps.Recovered, 30)],
            null
        );

        Assert.Equal(["offer sent", "answer", "recovered"], drawing.Operator.Select(mark => mark.Label));
        Assert.Equal(drawing.Operator.Select(mark => mark.At).Order(), drawing.Operator.Select(mark => mark.At));
    }

    [Theory]
    [InlineData(AuditSteps.Accepted, "terminate")]
    [InlineData(AuditSteps.Unknown, "terminate unknown")]
    public void An_act_of_two_steps_is_told_once_by_what_became_of_it(string step, string word)
    {
        AuditEntry[] acts =
        [
            Act(AuditSteps.Intent, 20) with
            {
                Action = AuditActions.Terminate,
            },
            Act(AuditSteps.Accepted, 20.5) with
            {
                Action = AuditActions.Claim,
            },
            Act(step, 21) with
            {
                Action = AuditActions.Terminate,
            },
            Act(AuditSteps.Intent, 30) with
            {
                Action = AuditActions.ExportFiles,
            },
        ];
        IReadOnlyList<SeenStatus> seen = [Seen(StreamSessionStatus.PendingClientReconnection, 0)];

        Assert.Equal(["claim", word, "export files"], TimelineDrawing.Of(seen, acts, null).Operator.Select(mark => mark.Label));
    }

    [Fact]
    public void What_is_refused_to_one_hides_nothing_that_another_began()
    {
        AuditEntry[] acts =
        [
            Act(AuditSteps.Intent, 20) with
            {
                Action = AuditActions.Terminate,
            },
            Act(AuditSteps.Refused, 25) with
            {
                Action = AuditActions.Terminate,
                Operator = "Jon",
            },
        ];
        IReadOnlyList<SeenStatus> seen = [Seen(StreamSessionStatus.PendingClientReconnection, 0)];

        Assert.Equal(["terminate", "terminate refused"], TimelineDrawing.Of(seen, acts, null).Operator.Select(mark => mark.Label));
    }

    [Fact]
    public void What_two_begin_side_by_side_is_told_once_for_each()
    {
        AuditEntry[] acts =
        [
            .. new[] { ("Mara", "s-1"), ("Mara", "s-2") }.SelectMany(
                (who, at) =>
                    new[] { AuditSteps.Intent, AuditSteps.Accepted }.Select(
                        (step, later) =>
                            Act(step, 20 + at + (10 * later)) with
                            {
                                Action = AuditActions.Terminate,
                                Operator = who.Item1,
                                Subject = who.Item2,
                            }
                    )
            ),
        ];
        IReadOnlyList<SeenStatus> seen = [Seen(StreamSessionStatus.PendingClientReconnection, 0)];

        var told = TimelineDrawing.Of(seen, [.. acts.OrderBy(act => act.At)], null);

        Assert.Equal(["terminate", "terminate"], told.Operator.Select(mark => mark.Label));
    }

    [Fact]
    public void A_running_window_is_dashed_to_its_likely_end_and_the_end_is_written_out()
    {
        var ends = APicture.Now.AddSeconds(120);

        var drawing = TimelineDrawing.Of([Seen(StreamSessionStatus.PendingClientReconnection, 0)], [], ends);

        Assert.True(drawing.Service[^1].IsEstimate);
        Assert.Equal(100, drawing.Service[^1].To);
        Assert.Equal(ends, drawing.Ticks[^1].Moment);
        Assert.Equal(100, drawing.Ticks[^1].At, precision: 6);
    }

    [Fact]
    public void An_end_is_an_end()
    {
        Assert.False(TimelineDrawing.Of([Seen(StreamSessionStatus.Terminated, 0)], [], null).Service[^1].IsEstimate);
    }

    [Fact]
    public void Words_of_marks_never_meet()
    {
        double[] moments = [0, 1, 2, 600, 601, 90_000];
        var acts = moments.Select(at => Act(AuditSteps.Refused, at)).ToList();

        var marks = TimelineDrawing.Of([Seen(StreamSessionStatus.Connected, 0)], acts, null).Operator;

        Assert.Contains(marks, mark => mark.Side != LabelSide.None);
        Assert.Contains(marks, mark => mark.Side == LabelSide.None);
        foreach (var (mark, next) in marks.Zip(marks.Skip(1)))
        {
            Assert.True(mark.Side != LabelSide.Right || mark.At + (mark.Label.Length * 2.2) < next.At);
            Assert.True(next.Side != LabelSide.Left || next.At - (next.Label.Length * 2.2) > mark.At);
        }
    }

    private static SeenStatus Seen(StreamSessionStatus status, double at, double spread = 0) =>
        new(status, "", APicture.Now.AddSeconds(at - spread), APicture.Now.AddSeconds(at), APicture.Now.AddSeconds(at + (spread / 2)));

    private static AuditEntry Act(string outcome, double at) =>
        new()
        {
            At = APicture.Now.AddSeconds(at),
            Operator = "Mara",
            Action = AuditActions.Rescue,
            Step = outcome,
            Session = A.Arn(),
        };
}
