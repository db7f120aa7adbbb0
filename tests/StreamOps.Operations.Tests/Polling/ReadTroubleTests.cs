using Microsoft.Extensions.Time.Testing;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Tests.Polling;

public sealed class ReadTroubleTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ReadTrouble _trouble;

    public ReadTroubleTests() => _trouble = new ReadTrouble(new FleetClock(_time));

    [Fact]
    public void A_read_that_fails_now_so_now_otherwise_is_told_once_for_each_kind()
    {
        var told = 0;
        for (var second = 0; second < 600; second++)
        {
            told += Begins("a", second % 2 == 0 ? "TimedOut" : "Unavailable") ? 1 : 0;
        }

        Assert.Equal(2, told);
        Assert.Equal(TimeSpan.FromSeconds(600), _trouble.Ends("a"));
    }

    [Fact]
    public void What_many_reads_meet_is_told_once_whichever_kind_each_meets_first()
    {
        var told = Enumerable.Range(0, 20).Count(second => Begins($"read{second % 5}", second % 3 == 0 ? "TimedOut" : "Unavailable"));

        Assert.Equal(2, told);
        Assert.Equal(1, Enumerable.Range(0, 5).Count(read => _trouble.Ends($"read{read}") is not null));
    }

    [Fact]
    public void Its_end_is_told_where_one_read_goes_on_failing_for_another_reason()
    {
        Begins("a", "TimedOut");
        Begins("b", "TimedOut");
        Begins("a", "denied");

        Assert.Equal(TimeSpan.FromSeconds(3), _trouble.Ends("b"));
        // Another outage, while the one is still denied.
        Assert.True(Begins("b", "TimedOut"));
    }

    [Fact]
    public void What_another_read_fails_with_is_not_told_again_when_one_that_met_it_too_comes_in()
    {
        Begins("a", "TimedOut");
        Begins("b", "TimedOut");
        Begins("a", "denied");

        Assert.Null(_trouble.Ends("a"));

        Assert.False(Begins("b", "TimedOut"));
    }

    [Fact]
    public void A_kind_that_was_not_met_for_long_is_told_again()
    {
        Begins("a", "TimedOut");
        for (var minute = 0; minute < 20; minute++)
        {
            Begins("a", "denied");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.True(Begins("a", "TimedOut"));
    }

    /// <summary>A second passes with it.</summary>
    private bool Begins(string read, string kind)
    {
        var isTold = _trouble.Begins(read, kind);
        _time.Advance(TimeSpan.FromSeconds(1));
        return isTold;
    }
}
