using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

public sealed class ListWalksTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
    private readonly ListWalks _walks = new();

    [Fact]
    [Trait("Row", "F23")]
    public void Nobody_is_absent_before_every_list_was_walked_through_twice()
    {
        foreach (var status in StreamSessionStatus.Listed.Skip(1))
        {
            _walks.Walked((A.Group, status), Start);
            _walks.Walked((A.Group, status), Start.AddMinutes(1));
        }

        _walks.Walked((A.Group, StreamSessionStatus.Listed[0]), Start);
        var early = _walks.AbsentSince(A.Group);
        _walks.Walked((A.Group, StreamSessionStatus.Listed[0]), Start.AddMinutes(1));

        Assert.Equal(DateTimeOffset.MinValue, early);
        // Both began later, and a list may be some seconds old.
        Assert.Equal(Start.AddSeconds(-10), _walks.AbsentSince(A.Group));
        Assert.Equal(DateTimeOffset.MinValue, _walks.AbsentSince("sg-other"));
    }

    [Fact]
    [Trait("Row", "F9")]
    public void A_list_whose_absent_ones_came_back_needs_two_walks_more_than_they_were_absent_for()
    {
        WalkAll(from: 0, count: 4);
        var before = _walks.AbsentSince(A.Group);

        // Last shown by the first walk, and there again after three more.
        _walks.Found((A.Group, StreamSessionStatus.Connected), Start.AddSeconds(30));
        WalkAll(from: 4, count: 3);

        Assert.Equal(Start.AddMinutes(2).AddSeconds(-10), before);
        Assert.Equal(Start.AddMinutes(2).AddSeconds(-10), _walks.AbsentSince(A.Group));
    }

    [Fact]
    [Trait("Row", "F23")]
    public void One_hiccup_is_made_up_for_by_a_list_that_shows_everybody_again()
    {
        WalkAll(from: 0, count: 10);
        // Last shown before the first of them: from now on it takes ten.
        _walks.Found((A.Group, StreamSessionStatus.Connected), Start.AddSeconds(-1));
        var after = _walks.AbsentSince(A.Group);
        WalkAll(from: 10, count: 40);
        var soon = _walks.AbsentSince(A.Group);
        WalkAll(from: 50, count: 40);

        Assert.Equal(Start.AddSeconds(-10), after);
        Assert.Equal(Start.AddMinutes(49 - 5).AddSeconds(-10), soon);
        // Never fewer than two.
        Assert.Equal(Start.AddMinutes(89 - 1).AddSeconds(-10), _walks.AbsentSince(A.Group));
    }

    [Fact]
    [Trait("Row", "F9")]
    public void Of_a_thousand_who_stay_in_a_list_that_passes_a_third_over_next_to_nobody_is_absent()
    {
        const int Stay = 1_000;
        var chance = new Random(7);
        var shown = Enumerable.Repeat(Start, Stay).ToArray();
        var absent = 0;
        for (var walk = 1; walk <= 200; walk++)
        {
            var at = Start.AddMinutes(walk);
            for (var one = 0; one < Stay; one++)
            {
                if (chance.Next(3) > 0)
                {
                    _walks.Found((A.Group, StreamSessionStatus.Connected), shown[one]);
                    shown[one] = at.AddSeconds(1);
                }
            }

            WalkAll(from: walk, count: 1);
            var since = _walks.AbsentSince(A.Group);
            absent += walk > 20 ? shown.Count(last => last < since) : 0;
        }

        // A ninth of them are passed over twice in a row.
        Assert.InRange(absent, 0, 180 * Stay / 5_000);
    }

    private void WalkAll(int from, int count)
    {
        for (var minute = from; minute < from + count; minute++)
        {
            foreach (var status in StreamSessionStatus.Listed)
            {
                _walks.Walked((A.Group, status), Start.AddMinutes(minute));
            }
        }
    }
}
