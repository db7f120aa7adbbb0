using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using StreamOps.Emulator;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing.Catalogue;
using StreamOps.Testing.Faults;

namespace StreamOps.Operations.Tests.Faults;

/// <summary>The product's own client and poller over a bad line to a service that is in order.</summary>
public sealed class BadLineTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _emulator = EmulatorApp.Build(new() { Urls = "http://127.0.0.1:0", Scenario = "quiet" });
    private readonly HttpClient _control = new();
    private FaultProxy _line = null!;
    private RealFeed _feed = null!;

    public async ValueTask InitializeAsync()
    {
        await _emulator.StartAsync();
        var address = EmulatorApp.BaseAddress(_emulator);
        _control.BaseAddress = new Uri(address, "/_emulator/");
        var world = new
        {
            streamGroups = 1,
            sessionsPerGroup = 31,
            connectionTimeoutSeconds = 600,
        };
        (await _control.PostAsJsonAsync("populate", world)).EnsureSuccessStatusCode();
        _line = new FaultProxy(address);
        _feed = await RealFeed.StartAsync(_line.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        await _line.DisposeAsync();
        _control.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    [Trait("Row", "F4")]
    public async Task Connections_that_died_in_silence_are_dropped_together_and_a_new_one_carries_within_three_seconds()
    {
        // Many lost at once over a slow line: each is looked up, and many connections are at work.
        _line.Put(new LineFault { Delay = TimeSpan.FromSeconds(0.6) });
        await DropAsync(30);
        await _feed.UntilAsync("each loss is measured", Patience, snapshot => Measured(snapshot) == 30);
        _line.Put(LineFault.None);
        await _feed.UntilGoodReadAsync(Patience);
        var (accepted, dead, rows) = (_line.Accepted, _line.Open, _feed.Now.Sessions.Count);
        _line.PutOnOpen(LineFault.BlackHole);
        var since = Stopwatch.GetTimestamp();

        await DropAsync(1);
        await _feed.UntilAsync("the loss is seen", Patience, snapshot => Waiting(snapshot) == 31);
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);

        var reads = _feed.Calls.Reads.Where(read => read.BeganAt >= since).OrderBy(read => read.BeganAt).ToList();
        var first = reads.First(read => read.Failure is not null);
        var good = reads.First(read => read.Failure is null && read.BeganAt > first.BeganAt);
        var renewed = Stopwatch.GetElapsedTime(first.BeganAt, good.BeganAt) + good.Took;
        Figures.Tell(
            "F4",
            "connections dead in silence",
            $"{dead} dead, a read over a new one {renewed.TotalSeconds:0.0} s after the first that died"
        );
        Assert.InRange(renewed.TotalSeconds, 0, 3);
        Assert.True(_line.Accepted > accepted);
        // None of the dead ones is taken up again.
        Assert.DoesNotContain(reads, read => read.BeganAt > good.BeganAt && read.Failure is not null);
        Assert.Equal((rows, PollState.Live), (_feed.Now.Sessions.Count, _feed.Now.Health.State));
    }

    [Fact]
    [Trait("Row", "F4")]
    [Trait("Row", "R6")]
    public async Task A_line_that_swallows_everything_is_told_within_two_seconds_of_the_first_failure_and_live_within_three_of_its_end()
    {
        var rows = _feed.Now.Sessions;
        _line.Put(LineFault.BlackHole);
        var since = Stopwatch.GetTimestamp();
        var stale = await _feed.UntilAsync("it is stale", Patience, snapshot => snapshot.Health.State == PollState.Stale);
        await Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System);
        var tried = _feed.Calls.Reads.Count(read => read.BeganAt >= since);
        Assert.Same(rows, _feed.Now.Sessions);

        _line.Put(LineFault.None);
        var fresh = await _feed.UntilGoodReadAsync(Patience);
        await _feed.UntilAsync("it is live", Patience, snapshot => snapshot.Health.State == PollState.Live);

        Figures.Tell("F4", "black hole", $"told after {stale.TotalSeconds:0.0} s, fresh {fresh.TotalSeconds:0.0} s after its end");
        // The first read is given up after two seconds, and nobody waits for a second one.
        Assert.InRange(stale.TotalSeconds, 0, 3.2);
        Assert.InRange(fresh.TotalSeconds, 0, 3);
        Assert.InRange(tried, 1, 15);
        Assert.Equal(1, _feed.Calls.MostOfOneList);
    }

    [Fact]
    [Trait("Row", "F3")]
    public async Task Answers_that_take_half_a_minute_are_cancelled_at_two_seconds_and_never_pile_up()
    {
        var open = _line.Open;
        await _control.PutAsJsonAsync(
            "faults",
            new[]
            {
                new
                {
                    operation = "ListStreamSessions",
                    kind = "latency",
                    probability = 1,
                    latencyMs = 30_000,
                },
            }
        );
        var since = Stopwatch.GetTimestamp();
        await _feed.UntilAsync("it is stale", Patience, snapshot => snapshot.Health.State == PollState.Stale);
        await Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System);
        var slow = _feed.Calls.Reads.Where(read => read.BeganAt >= since).OrderBy(read => read.BeganAt).ToList();
        var worst = slow.Max(read => read.Took);
        var pause = slow.Zip(slow.Skip(1), (one, next) => Stopwatch.GetElapsedTime(one.BeganAt, next.BeganAt)).Max();
        var piled = _line.Open;

        await _control.DeleteAsync(new Uri("faults", UriKind.Relative));
        var fresh = await _feed.UntilGoodReadAsync(Patience);

        Figures.Tell(
            "F3",
            "answers after 30 s",
            $"given up after {worst.TotalSeconds:0.0} s at most, the next read {pause.TotalSeconds:0.0} s after it began at most, {_feed.Calls.MostOfOneList} under way of one list"
        );
        Assert.Equal(ApiErrorCode.TimedOut, slow[0].Failure);
        Assert.InRange(worst.TotalSeconds, 1.9, 2.6);
        // A read of two seconds and a probe each two seconds.
        Assert.InRange(pause.TotalSeconds, 0, 4.6);
        Assert.Equal(1, _feed.Calls.MostOfOneList);
        Assert.InRange(piled, 0, open + 4);
        Assert.InRange(fresh.TotalSeconds, 0, 3);
    }

    [Fact]
    [Trait("Row", "F3")]
    public async Task A_line_with_a_second_and_a_half_of_delay_each_way_is_a_read_given_up_and_one_of_a_quarter_is_none()
    {
        _line.Put(new LineFault { Delay = TimeSpan.FromSeconds(0.25) });
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        var failed = _feed.Calls.Reads.Count(read => read.Failure is not null);

        _line.Put(new LineFault { Delay = TimeSpan.FromSeconds(1.5) });
        await _feed.UntilAsync("it is stale", Patience, snapshot => snapshot.Health.State == PollState.Stale);
        _line.Put(LineFault.None);
        await _feed.UntilGoodReadAsync(TimeSpan.FromSeconds(3.5));

        Assert.Equal(0, failed);
        Assert.Equal(1, _feed.Calls.MostOfOneList);
    }

    [Theory]
    [Trait("Row", "F5")]
    [InlineData("reset")]
    [InlineData("half close")]
    public async Task An_answer_that_ends_in_the_middle_is_no_answer_and_takes_nobody_away(string how)
    {
        var before = _feed.Now.Sessions;
        _line.Put(how == "reset" ? new LineFault { ResetAfter = 100 } : new LineFault { HalfCloseAfter = 100 });
        await _feed.UntilAsync("it is stale", Patience, snapshot => snapshot.Health.State == PollState.Stale);
        var kept = _feed.Now;

        _line.Put(LineFault.None);
        await _feed.UntilAsync("it is live", Patience, snapshot => snapshot.Health.State == PollState.Live);

        Assert.Same(before, kept.Sessions);
        Assert.Equal(ApiErrorCode.ConnectionLost, kept.Health.Error);
    }

    private static int Waiting(FleetSnapshot snapshot) =>
        snapshot.Sessions.Values.Count(session => session.Status == StreamSessionStatus.PendingClientReconnection);

    private static int Measured(FleetSnapshot snapshot) =>
        snapshot.Sessions.Values.Count(session => session.Window?.ConnectionTimeout is not null);

    private async Task DropAsync(int count) =>
        (await _control.PostAsJsonAsync("streamsessions/drop", new { count })).EnsureSuccessStatusCode();
}
