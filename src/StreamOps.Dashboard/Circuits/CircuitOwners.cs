using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Security;

namespace StreamOps.Dashboard.Circuits;

/// <summary>
/// Gives a circuit that lost its connection back to whom it belongs to and to nobody else: its id alone, which the framework takes for a proof, is none here.
/// </summary>
/// <remarks>
/// It stands before the framework's own hub, whose methods are <c>StartCircuit</c>, <c>ConnectCircuit</c> and <c>ResumeCircuit</c>; the first and the last
/// answer with the id. Before the way by which a page ends its circuit stands <see cref="CircuitEnds"/>.
/// </remarks>
internal sealed partial class CircuitOwners(NetworkReach reach, TimeProvider time, ILogger<CircuitOwners> logger) : IHubFilter, IDisposable
{
    /// <summary>The framework keeps a lost circuit for three minutes; after that there is nothing to take up.</summary>
    internal static readonly TimeSpan KeptAfterLoss = TimeSpan.FromMinutes(10);

    private const string Held = "StreamOps.Circuit";

    // One connection asks as often as it likes.
    private readonly CountedLine _refusals = new(time);

    private readonly ConcurrentDictionary<string, Circuit> _circuits = new(StringComparer.Ordinal);

    /// <summary>How many are known.</summary>
    internal int Count => _circuits.Count;

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        var caller = invocationContext.Context;
        switch (invocationContext.HubMethodName)
        {
            case "StartCircuit":
                var started = await next(invocationContext);
                Keep(started as string, caller);
                return started;
            case "ConnectCircuit":
                if (!IsTheirs(invocationContext.HubMethodArguments, caller))
                {
                    return false;
                }

                var connected = await next(invocationContext);
                if (connected is true)
                {
                    Keep((string)invocationContext.HubMethodArguments[0]!, caller);
                }

                return connected;
            case "ResumeCircuit":
                if (!IsTheirs(invocationContext.HubMethodArguments, caller))
                {
                    return null;
                }

                var resumed = await next(invocationContext);
                Keep(resumed as string, caller);
                return resumed;
            default:
                return await next(invocationContext);
        }
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (context.Context.Items.TryGetValue(Held, out var held) && held is string key)
        {
            NoteLost(key, context.Context);
        }

        return next(context, exception);
    }

    public void Dispose() => _refusals.Dispose();

    /// <summary>Whether a request ends a circuit, by its id: one that is known, and belongs to whom the request is of.</summary>
    /// <remarks>After a restart each page tells the end of what nobody has any more: that is no news.</remarks>
    internal bool MayEnd(string id, HttpContext context) => _circuits.ContainsKey(KeyOf(id)) && IsTheirs(id, context);

    private bool IsTheirs(string id, HttpContext? context)
    {
        if (
            _circuits.TryGetValue(KeyOf(id), out var circuit)
            && CircuitOwner.Of(context, reach) is { } owner
            && string.Equals(circuit.Owner, owner, StringComparison.Ordinal)
        )
        {
            return true;
        }

        _refusals.Count(count => Log.Refused(logger, count));
        return false;
    }

    private bool IsTheirs(IReadOnlyList<object?> arguments, HubCallerContext caller) =>
        IsTheirs(arguments is [string id, ..] ? id : "", caller.GetHttpContext());

    private void Keep(string? id, HubCallerContext caller)
    {
        Forget();
        if (id is not null && CircuitOwner.Of(caller.GetHttpContext(), reach) is { } owner)
        {
            var key = KeyOf(id);
            caller.Items[Held] = key;
            _circuits[key] = new Circuit(owner, caller.ConnectionId, LostAt: null);
            if (caller.ConnectionAborted.IsCancellationRequested)
            {
                // That it ended was told before there was anything to lose.
                NoteLost(key, caller);
            }
        }
    }

    // A browser that changes networks takes its circuit up over another connection, long before the end of the old one is told.
    private void NoteLost(string key, HubCallerContext caller)
    {
        if (_circuits.TryGetValue(key, out var circuit) && string.Equals(circuit.Connection, caller.ConnectionId, StringComparison.Ordinal))
        {
            _circuits.TryUpdate(key, circuit with { LostAt = time.GetTimestamp() }, circuit);
        }
    }

    private void Forget()
    {
        foreach (var (key, circuit) in _circuits)
        {
            if (circuit.LostAt is { } lost && time.GetElapsedTime(lost) > KeptAfterLoss)
            {
                _circuits.TryRemove(key, out _);
            }
        }
    }

    // The id opens the circuit: what is kept of it does not.
    private static string KeyOf(string id) => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)));

    /// <param name="Owner">Whom it belongs to.</param>
    /// <param name="Connection">The one it goes over, or went over last.</param>
    /// <param name="LostAt">When that was lost; null while it is there.</param>
    private sealed record Circuit(string Owner, string Connection, long? LostAt);

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "{Count} times in one minute a circuit was refused to somebody it does not belong to, or that is not known any more."
        )]
        public static partial void Refused(ILogger logger, int count);
    }
}
