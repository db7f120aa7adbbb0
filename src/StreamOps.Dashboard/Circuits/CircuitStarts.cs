using System.Security.Claims;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.SignalR;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Circuits;

/// <summary>
/// How many pages and how many circuits begin at once. After a restart everybody comes back within the same seconds: whoever came first is served first, and not
/// all of them at the very end; but whoever asks for many waits behind those who ask for one.
/// </summary>
/// <remarks>A place is given back with the page, or with what the circuit drew first; and after <see cref="Life"/> in any case, so that who reads slowly keeps nobody out.</remarks>
internal sealed class CircuitStarts(TimeProvider time) : IHubFilter
{
    /// <summary>The longest that one beginning counts as such.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    /// <summary>Beginnings at once, of pages and again of circuits: a few for each processor, since each waits for its browser in between.</summary>
    internal static readonly int AtOnce = 4 * Environment.ProcessorCount;

    private const string Held = "StreamOps.CircuitStart";

    // Whoever may hold a connection may wait: shares of connections were asked before.
    private readonly FairLane _pages = new(AtOnce);
    private readonly FairLane _circuits = new(AtOnce);

    /// <summary>Serves a page in its turn, anything else at once.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            await next(context);
            return;
        }

        using var place = await TakeAsync(_pages, context, context.RequestAborted);
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
            caller.Items[Held] = await TakeAsync(_circuits, caller.GetHttpContext(), caller.ConnectionAborted);
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

    private static void GiveBack(HubCallerContext caller)
    {
        if (caller.Items.Remove(Held, out var place))
        {
            (place as Place)?.Dispose();
        }
    }

    private async ValueTask<Place> TakeAsync(FairLane lane, HttpContext? context, CancellationToken cancellationToken) =>
        new(await lane.TakeAsync(HolderOf(context), cancellationToken), time);

    /// <summary>The person; where nobody signs in, the address.</summary>
    private static string HolderOf(HttpContext? context) =>
        context?.User.FindFirstValue(SignedInClaims.Subject) is { Length: > 0 } subject
            ? $"subject {subject}"
            : $"address {ClientAddress.PartitionOf(context?.Connection.RemoteIpAddress)}";

    private sealed class Place : IDisposable
    {
        private readonly IDisposable _place;
        private readonly ITimer _end;

        public Place(IDisposable place, TimeProvider time)
        {
            _place = place;
            _end = time.CreateTimer(static place => ((IDisposable)place!).Dispose(), place, Life, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _end.Dispose();
            _place.Dispose();
        }
    }
}
