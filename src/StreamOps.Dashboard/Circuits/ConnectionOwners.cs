using System.Security.Claims;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Circuits;

/// <summary>
/// Keeps a connection to whom it belongs to. Where a browser gets no WebSocket it speaks by requests, each of which names its connection by a token: to the framework
/// that is enough, and whoever had it would press buttons in somebody else's circuit, read what is drawn there, and end it.
/// </summary>
/// <remarks>It belongs to whoever uses the token first: before that there is nothing in it.</remarks>
internal sealed partial class ConnectionOwners(NetworkReach reach, TimeProvider time, ILogger<ConnectionOwners> logger)
{
    /// <summary>After its last request. The framework gives up within seconds a connection that is silent.</summary>
    internal static readonly TimeSpan KeptUnused = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Connection> _connections = new(StringComparer.Ordinal);
    private long _lookedAt;

    /// <summary>How many are known.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Serves a request of a connection to its owner; anybody else gets a 403.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What serves it.</param>
    /// <param name="holderOf">Who somebody is; null for nobody who is known.</param>
    public async Task ServeAsync(HttpContext context, RequestDelegate next, Func<ClaimsPrincipal, string?> holderOf)
    {
        if (!OpenConnections.MayLast(context.Request.Path) || context.Request.Query["id"].ToString() is not { Length: > 0 } token)
        {
            await next(context);
            return;
        }

        // A script that keeps no cookie where nobody signs in is nobody, and so are all others like it.
        if (!TryTake(token, holderOf(context.User) ?? CircuitOwner.Of(context, reach) ?? ""))
        {
            Refused();
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            Give(token, isNone: context.Response.StatusCode == StatusCodes.Status404NotFound);
        }
    }

    private bool TryTake(string token, string owner)
    {
        lock (_gate)
        {
            Forget();
            if (!_connections.TryGetValue(token, out var connection))
            {
                _connections[token] = connection = new Connection(owner);
            }
            else if (!string.Equals(connection.Owner, owner, StringComparison.Ordinal))
            {
                return false;
            }

            connection.Requests++;
            return true;
        }
    }

    private void Give(string token, bool isNone)
    {
        lock (_gate)
        {
            var connection = _connections[token];
            connection.Requests--;
            connection.UsedAt = time.GetTimestamp();
            if (isNone && connection.Requests == 0)
            {
                _connections.Remove(token);
            }
        }
    }

    private void Forget()
    {
        if (time.GetElapsedTime(_lookedAt) < BetweenLooks)
        {
            return;
        }

        _lookedAt = time.GetTimestamp();
        foreach (var (token, connection) in _connections)
        {
            if (connection.Requests == 0 && time.GetElapsedTime(connection.UsedAt) > KeptUnused)
            {
                _connections.Remove(token);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Refused a connection to somebody it does not belong to.")]
    private partial void Refused();

    /// <param name="owner">Whom it belongs to.</param>
    private sealed class Connection(string owner)
    {
        public string Owner => owner;

        /// <summary>Under way now.</summary>
        public int Requests { get; set; }

        /// <summary>When the last one was over.</summary>
        public long UsedAt { get; set; }
    }
}
