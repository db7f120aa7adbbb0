using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>What all hold together is bounded, also where nobody has taken their own share.</summary>
[Trait("Row", "A7")]
[Trait("Row", "R14")]
public sealed class ConnectionTotalsTests
{
    private const int CircuitsAndHubs = 1_500;
    private const int Connections = 4_000;

    private readonly FakeTimeProvider _time = new();
    private readonly OpenConnections _open;

    public ConnectionTotalsTests() =>
        _open = new OpenConnections(Options.Create(new NetworkOptions()), _time, NullLogger<OpenConnections>.Instance);

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/hubs/live")]
    public async Task Beyond_1500_circuits_and_hubs_nobody_gets_one_until_one_ends(string path)
    {
        var ends = Enumerable.Range(0, CircuitsAndHubs).Select(_ => new TaskCompletionSource()).ToList();
        var held = ends.Select((end, number) => Ask(number, number % 2 == 0 ? "/_blazor" : "/hubs/live", end.Task)).ToList();
        Assert.DoesNotContain(held, one => one.Served.IsCompleted);

        var over = Ask(CircuitsAndHubs, path, Task.CompletedTask);
        await over.Served;
        ends[0].SetResult();
        await held[0].Served;
        var after = Ask(CircuitsAndHubs, path, Task.CompletedTask);
        await after.Served;

        Assert.Equal(
            (StatusCodes.Status429TooManyRequests, StatusCodes.Status200OK),
            (over.Context.Response.StatusCode, after.Context.Response.StatusCode)
        );
        Assert.Equal("10", over.Context.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Beyond_4000_connections_that_are_served_the_next_is_closed_until_one_ends()
    {
        var ends = Enumerable.Range(0, Connections).Select(_ => new TaskCompletionSource()).ToList();
        var held = ends.Select((end, number) => Connect(number, end.Task)).ToList();
        held.ForEach(one => one.Line.Begin());
        _time.Advance(TimeSpan.FromHours(1));
        Assert.DoesNotContain(held, one => one.Served.IsCompleted);

        var over = Connect(Connections, Task.CompletedTask);
        await over.Served;
        ends[0].SetResult();
        await held[0].Served;
        var after = Connect(Connections, Task.CompletedTask);
        await after.Served;

        Assert.Equal((false, true), (over.Line.IsServed, after.Line.IsServed));
        Assert.Equal((true, false), (over.Line.IsCut, after.Line.IsCut));
    }

    [Fact]
    public void Past_three_quarters_whoever_comes_takes_the_place_of_one_that_was_idle_for_seconds()
    {
        var filling = Connections / 4 * 3;
        var held = new List<Line>();
        for (var number = 0; number < filling; number++)
        {
            held.Add(Connect(number, Never).Line);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        held[1].Begin();
        Connect(filling, Never);
        Assert.DoesNotContain(held, line => line.IsCut);

        _time.Advance(TimeSpan.FromSeconds(5));
        held[2].Begin();
        held[2].Finish();
        for (var newcomer = 1; newcomer <= 10; newcomer++)
        {
            Assert.True(Connect(filling + newcomer, Never).Line.IsServed);
        }

        // Neither what is served, nor what was asked something just now.
        Assert.Equal([0, .. Enumerable.Range(3, 9)], Cut(held));
    }

    [Fact]
    public void Once_all_are_held_the_network_that_holds_most_gives_way_to_others_and_not_to_itself()
    {
        var crowd = Enumerable.Range(0, Connections).Select(number => ConnectFrom(Crowd(number), Never).Line).ToList();
        crowd[0].Begin();

        var newcomer = Connect(0, Never).Line;
        var own = ConnectFrom(Crowd(1_500), Never).Line;

        Assert.Equal((true, false), (newcomer.IsServed, newcomer.IsCut));
        Assert.Equal([1], Cut(crowd));
        Assert.Equal((false, true), (own.IsServed, own.IsCut));

        // 500 each of eight addresses, two of a network.
        static IPAddress Crowd(int number) => new([192, 0, (byte)(number / 1_000), (byte)(number / 500)]);
    }

    [Fact]
    public async Task A_connection_that_gave_way_is_counted_once_whatever_it_still_does()
    {
        var ends = Enumerable.Range(0, Connections).Select(_ => new TaskCompletionSource()).ToList();
        var held = ends.Select((end, number) => ConnectFrom(new IPAddress([192, 0, 2, (byte)(number / 1_000)]), end.Task)).ToList();
        Assert.Equal(2 * OpenConnections.PerAddress, held.Count(one => one.Line.IsServed));
        held.AddRange(Enumerable.Range(0, Connections - OpenConnections.PerNetwork).Select(number => Connect(number, Never)));
        Assert.True(Connect(Connections, Never).Line.IsServed);
        var gone = Assert.Single(held, one => one.Line is { IsServed: true, IsCut: true });

        gone.Line.Begin();
        gone.Line.Finish();
        ends[held.IndexOf(gone)].SetResult();
        await gone.Served;

        // All are held as before: one more has one more give way.
        Assert.True(Connect(Connections + 1, Never).Line.IsServed);
        Assert.Equal(2, held.Count(one => one.Line is { IsServed: true, IsCut: true }));
    }

    private static Task Never => new TaskCompletionSource().Task;

    private static IEnumerable<int> Cut(List<Line> held) => held.Index().Where(one => one.Item.IsCut).Select(one => one.Index);

    /// <summary>Each from a network of its own and by a person of their own.</summary>
    private (DefaultHttpContext Context, Task Served) Ask(int number, string path, Task end)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = path;
        context.Connection.RemoteIpAddress = AddressOf(number);
        return (context, _open.ServeAsync(context, _ => end, _ => $"id-{number}"));
    }

    private (Line Line, Task Served) Connect(int number, Task end) => ConnectFrom(AddressOf(number), end);

    private (Line Line, Task Served) ConnectFrom(IPAddress address, Task end)
    {
        var line = new Line { RemoteEndPoint = new IPEndPoint(address, 50_000) };
        return (line, _open.ServeAsync(line, _ => line.ServeUntil(end)));
    }

    private static IPAddress AddressOf(int number) => new([10, (byte)(number / 256), (byte)(number % 256), 1]);

    /// <summary>One that says whether it was served, and whether it was cut.</summary>
    private sealed class Line : DefaultConnectionContext
    {
        public bool IsServed { get; private set; }

        public bool IsCut { get; private set; }

        /// <summary>A request begins on it.</summary>
        public void Begin() => Features.Get<HeldConnection>()!.Begin();

        /// <summary>The request is answered.</summary>
        public void Finish() => Features.Get<HeldConnection>()!.Finish();

        public Task ServeUntil(Task end)
        {
            IsServed = true;
            return end;
        }

        public override void Abort(ConnectionAbortedException abortReason)
        {
            IsCut = true;
            base.Abort(abortReason);
        }
    }
}
