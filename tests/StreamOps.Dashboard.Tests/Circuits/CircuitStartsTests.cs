using System.Collections.Concurrent;
using System.Security.Claims;
using System.Threading.Channels;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Circuits;
using StreamOps.Dashboard.Shell;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>A crowd that comes back at once is let in one after the other, and nobody holds up the others.</summary>
[Trait("Row", "F25")]
public sealed class CircuitStartsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly CircuitStarts _starts;
    private readonly ConcurrentQueue<string> _order = [];
    private readonly Channel<TaskCompletionSource> _begun = Channel.CreateUnbounded<TaskCompletionSource>();

    public CircuitStartsTests() => _starts = new CircuitStarts(_time);

    [Fact]
    public async Task Pages_over_the_cap_wait_and_come_in_the_order_in_which_they_asked()
    {
        var pages = Crowd(CircuitStarts.AtOnce + 2);
        var first = await BegunAsync();
        for (var more = 1; more < CircuitStarts.AtOnce; more++)
        {
            await BegunAsync();
        }

        Assert.False(_begun.Reader.TryRead(out _));
        first.SetResult();
        (await BegunAsync()).SetResult();
        await pages[^2].WaitAsync(Patience);
        await BegunAsync();

        Assert.False(pages[^1].IsCompleted);
    }

    [Fact]
    public async Task Who_reads_slowly_keeps_nobody_out()
    {
        var pages = Crowd(CircuitStarts.AtOnce + 1);
        for (var slow = 0; slow < CircuitStarts.AtOnce; slow++)
        {
            await BegunAsync();
        }

        Assert.False(_begun.Reader.TryRead(out _));
        _time.Advance(CircuitStarts.Life);

        await BegunAsync();
        Assert.DoesNotContain(pages, page => page.IsCompleted);
    }

    [Fact]
    public async Task What_is_no_page_waits_for_no_turn()
    {
        var pages = Crowd(CircuitStarts.AtOnce);

        await _starts.ServeAsync(new DefaultHttpContext { Request = { Method = "GET" } }, _ => Task.CompletedTask).WaitAsync(Patience);

        Assert.DoesNotContain(pages, page => page.IsCompleted);
    }

    [Fact]
    public async Task Who_takes_all_places_and_asks_for_more_keeps_nobody_else_out()
    {
        Crowd(3 * CircuitStarts.AtOnce, "mallory");
        var first = await BegunAsync();
        for (var more = 1; more < CircuitStarts.AtOnce; more++)
        {
            await BegunAsync();
        }

        var mara = LoadAsync("mara");
        first.SetResult();
        await BegunAsync();

        Assert.Equal("mara", _order.Last());
        Assert.False(mara.IsCompleted);
    }

    [Fact]
    public async Task Whoever_left_while_they_waited_takes_no_place()
    {
        Crowd(CircuitStarts.AtOnce);
        var first = await BegunAsync();
        using var leaving = new CancellationTokenSource();
        var left = LoadAsync("lea", leaving.Token);
        var stays = LoadAsync("mara");

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.WaitAsync(Patience));
        first.SetResult();
        for (var more = 0; more < CircuitStarts.AtOnce; more++)
        {
            await BegunAsync();
        }

        Assert.Equal("mara", _order.Last());
        Assert.False(stays.IsCompleted);
    }

    private List<Task> Crowd(int count, string who = "") => [.. Enumerable.Range(0, count).Select(_ => LoadAsync(who))];

    private async Task<TaskCompletionSource> BegunAsync() => await _begun.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private Task LoadAsync(string who = "", CancellationToken leaving = default)
    {
        Claim[] claims = [new(SignedInClaims.Subject, who)];
        var context = new DefaultHttpContext
        {
            Request = { Method = "GET" },
            RequestAborted = leaving,
            User = new ClaimsPrincipal(new ClaimsIdentity(claims)),
        };
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new ComponentTypeMetadata(typeof(AboutPage))), "page"));
        return _starts.ServeAsync(
            context,
            _ =>
            {
                var begun = new TaskCompletionSource();
                _order.Enqueue(who);
                _begun.Writer.TryWrite(begun);
                return begun.Task;
            }
        );
    }
}
