using StreamOps.Dashboard.Queue;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Queue;

/// <summary>What one reader sees of the queue.</summary>
public sealed class QueueBoardTests
{
    private const int Most = 50;
    private static readonly DateTimeOffset Now = APicture.Now;
    private readonly QueueBoard _board = new();
    private readonly QueueReel _reel = new();

    private IEnumerable<string> Ids => _board.Rows.Select(shown => shown.Row.Arn.Id);

    [Fact]
    public void Arrivals_stand_below_while_the_pointer_is_over_the_rows_and_only_the_order_waits()
    {
        Show(APicture.Of(APicture.Waiting("s1", 60)));
        var more = APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 20));

        Show(more, isHeld: true);

        Assert.Equal(["s1", "s2"], Ids);
        Assert.Equal("new order", _board.Waiting);
        Show(more);
        Assert.Equal(["s2", "s1"], Ids);
        Assert.Empty(_board.Waiting);
    }

    [Fact]
    public void A_ghost_under_the_hand_stays_and_once_it_would_have_faded_it_waits_to_go()
    {
        Show(APicture.Of(APicture.Waiting("s1", 60)));
        var back = APicture.Of(APicture.Session("s1"));
        Show(back, isHeld: true);
        Assert.Empty(_board.Waiting);

        Show(back, isHeld: true, Now + QueueEnding.GhostTime);

        Assert.NotNull(Assert.Single(_board.Rows).Row.Ending);
        Assert.Equal("1 gone", _board.Waiting);
        Show(back, at: Now + QueueEnding.GhostTime);
        Assert.Empty(_board.Rows);
    }

    [Fact]
    public void Who_left_before_the_page_was_opened_is_no_ghost_on_it()
    {
        _reel.Show(APicture.Of(APicture.Waiting("s1", 60)));

        Show(APicture.Of(APicture.Session("s1")));

        Assert.Empty(_board.Rows);
    }

    [Fact]
    public void Values_change_in_place_under_the_hand()
    {
        Show(APicture.Of(APicture.Waiting("s1", 60)));
        var moved = APicture.Waiting("s1", 60) with { Session = APicture.Session("s1", StreamSessionStatus.Reconnecting).Session };

        Show(APicture.Of(moved), isHeld: true);

        Assert.Equal(StreamSessionStatus.Reconnecting, _board.Rows[0].Row.Status);
    }

    [Fact]
    public void Rows_of_the_first_picture_are_not_new_later_ones_are()
    {
        Show(APicture.Of(APicture.Waiting("s1", 60)));
        Show(APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 80)));

        Assert.Equal([false, true], _board.Rows.Select(shown => shown.IsNew));
    }

    [Fact]
    public void Of_many_the_first_are_shown_and_who_comes_into_view_later_is_neither_new_nor_a_ghost_when_pushed_out_of_it()
    {
        Show(APicture.Of([.. Enumerable.Range(0, Most + 1).Select(n => APicture.Waiting($"s{n}", 20 + n))]));
        Assert.Equal(Most, _board.Rows.Count);
        Assert.DoesNotContain($"s{Most}", Ids);

        // The first is back: its ghost keeps its place, and the one below the last moves up.
        Show(APicture.Of([APicture.Session("s0"), .. Enumerable.Range(1, Most).Select(n => APicture.Waiting($"s{n}", 20 + n))]));
        Assert.Equal(Most + 1, _board.Rows.Count);
        Assert.False(_board.Rows[^1].IsNew);

        Show(APicture.Of([APicture.Waiting("worse", 5), .. Enumerable.Range(1, Most).Select(n => APicture.Waiting($"s{n}", 20 + n))]));
        Assert.DoesNotContain($"s{Most}", Ids);
    }

    [Fact]
    public void A_row_under_the_hand_or_with_its_panel_open_stays_though_its_deadline_moved_below_the_last()
    {
        Show(APicture.Of([.. Enumerable.Range(0, Most + 10).Select(n => APicture.Waiting($"s{n}", 20 + n))]));
        var connecting = APicture.Of([
            APicture.Waiting("s7", 119),
            .. Enumerable.Range(0, Most + 10).Where(n => n != 7).Select(n => APicture.Waiting($"s{n}", 20 + n)),
        ]);

        Show(connecting, isHeld: true);
        Assert.Equal("s7", Ids.ElementAt(7));
        Show(connecting, selected: A.Arn("s7"));
        Assert.Equal("s7", Ids.Last());
        Show(connecting);
        Assert.DoesNotContain("s7", Ids);
    }

    [Fact]
    public void What_is_shown_in_its_place_is_what_would_be_shown_anew()
    {
        var random = new Random(20261129);
        var (anew, sessions, claims) = (
            new QueueBoard(),
            new Dictionary<string, LiveStreamSession>(StringComparer.Ordinal),
            new Dictionary<string, Claim>(StringComparer.Ordinal)
        );
        var (isHeld, inPlace) = (false, 0);
        for (var step = 0; step < 800; step++)
        {
            var (at, id) = (Now.AddSeconds(step * 0.3), $"s{random.Next(20)}");
            switch (random.Next(10))
            {
                case 0:
                    sessions[id] = APicture.Session(id);
                    break;
                case 1 or 2:
                    sessions[id] = APicture.Waiting(id, 300 + random.Next(60), timeoutSeconds: 400);
                    break;
                case 3:
                    isHeld = !isHeld;
                    break;
                case 4:
                    claims.Remove(id);
                    break;
                default:
                    claims[id] = APicture.Claim(id, random.Next(2) == 0 ? "Mara" : "Jon") with { Since = at, Until = at.AddSeconds(20) };
                    break;
            }

            var picture = _reel.Show(claims.Values.Aggregate(APicture.Of([.. sessions.Values]), (all, claim) => all.With(claim)), at);
            _board.Show(picture, isHeld, Most, reader: new Person("Mara"));
            // Another number each time, and more than there are: nothing stands by the same terms.
            anew.Show(picture, isHeld, Most + 1 + (step % 2), reader: new Person("Mara"));

            Assert.Equal(anew.Rows, _board.Rows);
            Assert.Equal((anew.Waiting, anew.Mine), (_board.Waiting, _board.Mine));
            Assert.Equal(anew.Changed, _board.Changed);
            inPlace += _board.Changed is { Count: > 0 } ? 1 : 0;
        }

        Assert.InRange(inPlace, 50, 800);
    }

    private void Show(FleetPicture picture, bool isHeld = false, DateTimeOffset? at = null, StreamSessionArn? selected = null) =>
        _board.Show(_reel.Show(picture, at), isHeld, Most, selected);
}
