using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>What all hold together is bounded, also where nobody has taken their own share.</summary>
[Trait("Row", "A7")]
[Trait("Row", "R14")]
public sealed class ConnectionTotalsTests
{
    private const int CircuitsAndHubs = 1_500;
    private const int Connections = 4_000;

    private readonly OpenConnections _open = new(
        Options.Create(new NetworkOptions()),
        TimeProvider.System,
        NullLogger<OpenConnections>.Instance
    );

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
    public async Task Beyond_4000_connections_of_any_kind_the_next_is_closed_until_one_ends()
    {
        var ends = Enumerable.Range(0, Connections).Select(_ => new TaskCompletionSource()).ToList();
        var held = ends.Select((end, number) => Connect(number, end.Task)).ToList();
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

    /// <summary>Each from a network of its own and by a person of their own.</summary>
    private (DefaultHttpContext Context, Task Served) Ask(int number, string path, Task end)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = path;
        context.Connection.RemoteIpAddress = AddressOf(number);
        return (context, _open.ServeAsync(context, _ => end, _ => $"id-{number}"));
    }

    private (Line Line, Task Served) Connect(int number, Task end)
    {
        var line = new Line { RemoteEndPoint = new IPEndPoint(AddressOf(number), 50_000) };
        return (line, _open.ServeAsync(line, _ => line.ServeUntil(end)));
    }

    private static IPAddress AddressOf(int number) => new([10, (byte)(number / 256), (byte)(number % 256), 1]);

    /// <summary>One that says whether it was served, and whether it was cut.</summary>
    private sealed class Line : DefaultConnectionContext
    {
        public bool IsServed { get; private set; }

        public bool IsCut { get; private set; }

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
