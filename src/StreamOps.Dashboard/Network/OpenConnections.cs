using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections;

namespace StreamOps.Dashboard.Network;

/// <summary>
/// How many connections one address and one network may hold at the operators' listener, and how many of those that last (circuits, hubs) one address and one person: whoever
/// takes all of theirs keeps nobody else out.
/// </summary>
internal sealed partial class OpenConnections(IOptions<NetworkOptions> options, TimeProvider time, ILogger<OpenConnections> logger)
{
    /// <summary>Of all together. A server's hard limit above it never decides who is let in.</summary>
    public const int All = 4_000;

    /// <summary>Pages that last have one each, and files and posts some beside.</summary>
    public const int PerAddress = 1_000;

    /// <summary>Who has many addresses has a network of them: half is left for everybody else.</summary>
    public const int PerNetwork = 2_000;

    /// <summary>Circuits and hubs of all together.</summary>
    public const int AllLasting = 1_500;

    /// <summary>A team behind one address of an office.</summary>
    public const int LastingPerAddress = 500;

    /// <summary>Tabs of one person in all their browsers.</summary>
    public const int LastingPerPerson = 50;

    /// <summary>Seconds after which a page may ask again.</summary>
    private const string RetryAfter = "10";

    private static readonly TimeSpan BetweenWords = TimeSpan.FromMinutes(1);

    private readonly ConnectionRoom _room = new(time);
    private readonly Shares _lasting = new(AllLasting);
    private readonly Lock _gate = new();
    private DateTimeOffset _saidAt = DateTimeOffset.MinValue;

    /// <summary>Whether a request may be answered for as long as a page is open.</summary>
    public static bool MayLast(PathString path) =>
        path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);

    /// <summary>Serves a connection, or ends it unanswered. A trusted proxy's are everybody's.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = ClientAddress.Plain((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (address is null || options.Value.Networks.Any(network => network.Contains(address)))
        {
            await next(connection);
            return;
        }

        if (_room.Take(address, connection.Abort) is not { } held)
        {
            Say();
            connection.Abort();
            return;
        }

        connection.Features.Set(held);
        try
        {
            await next(connection);
        }
        finally
        {
            held.Free();
        }
    }

    /// <summary>Serves a request that may last, before anything of it is upgraded; over a share it gets a 429.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What serves it.</param>
    /// <param name="personOf">Who somebody is; null for nobody who is known.</param>
    public async Task ServeAsync(HttpContext context, RequestDelegate next, Func<ClaimsPrincipal, string?> personOf)
    {
        // Posts beside them come and go.
        if (!MayLast(context.Request.Path) || HttpMethods.IsPost(context.Request.Method))
        {
            await next(context);
            return;
        }

        List<(string, int)> holders = [($"address {ClientAddress.PartitionOf(context.Connection.RemoteIpAddress)}", LastingPerAddress)];
        if (personOf(context.User) is { } person)
        {
            holders.Add(($"person {person}", LastingPerPerson));
        }

        if (!_lasting.TryTake(holders))
        {
            Say();
            context.Response.Headers.RetryAfter = RetryAfter;
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            _lasting.Give(holders);
        }
    }

    private void Say()
    {
        lock (_gate)
        {
            if (time.GetUtcNow() is var now && now - _saidAt < BetweenWords)
            {
                return;
            }

            _saidAt = now;
        }

        Refused();
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "More connections were opened than one address, one person or all together may hold: those over it are refused. Told once a minute."
    )]
    private partial void Refused();
}
