using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.SignalR;

namespace StreamOps.Dashboard.Circuits;

/// <summary>
/// How many pages and how many circuits begin at once. After a restart everybody comes back within the same seconds: whoever came first is served first, and not
/// all of them at the very end.
/// </summary>
/// <remarks>A place is given back with the page, or with what the circuit drew first; and after <see cref="Life"/> in any case, so that who reads slowly keeps nobody out.</remarks>
internal sealed class CircuitStarts(TimeProvider time) : IHubFilter, IDisposable
{
    /// <summary>The longest that one beginning counts as such.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    /// <summary>Beginnings at once, of pages and again of circuits: a few for each processor, since each waits for its browser in between.</summary>
    internal static readonly int AtOnce = 4 * Environment.ProcessorCount;

    private const string Held = "StreamOps.CircuitStart";

    private readonly ConcurrencyLimiter _pages = Lane();
    private readonly ConcurrencyLimiter _circuits = Lane();

    /// <summary>Serves a page in its turn, anything else at once.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            await next(context);
            return;
        }

        using var place = await TakeAsync(_pages, context.RequestAborted);
        await next(context);
    }

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        var caller = invocationContext.Context;
        if (invocationContext.HubMethodName == "StartCircuit")
        {
            caller.Items[Held] = await TakeAsync(_circuits, caller.ConnectionAborted);
        }
        else if (invocationContext.HubMethodName == "OnRenderCompleted")
        {
            GiveBack(caller);
        }

        return await next(invocationContext);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        GiveBack(context.Context);
        return next(context, exception);
    }

    public void Dispose()
    {
        _pages.Dispose();
        _circuits.Dispose();
    }

    // Whoever may hold a connection may wait: shares of connections were asked before.
    private static ConcurrencyLimiter Lane() =>
        new(
            new ConcurrencyLimiterOptions
            {
                PermitLimit = AtOnce,
                QueueLimit = int.MaxValue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );

    private static void GiveBack(HubCallerContext caller)
    {
        if (caller.Items.Remove(Held, out var place))
        {
            (place as Place)?.Dispose();
        }
    }

    private async ValueTask<Place> TakeAsync(ConcurrencyLimiter lane, CancellationToken cancellationToken) =>
        new(await lane.AcquireAsync(permitCount: 1, cancellationToken), time);

    private sealed class Place : IDisposable
    {
        private readonly RateLimitLease _lease;
        private readonly ITimer _end;

        public Place(RateLimitLease lease, TimeProvider time)
        {
            _lease = lease;
            _end = time.CreateTimer(static lease => ((RateLimitLease)lease!).Dispose(), lease, Life, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _end.Dispose();
            _lease.Dispose();
        }
    }
}
