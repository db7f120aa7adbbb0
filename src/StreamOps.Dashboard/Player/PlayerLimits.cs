using System.Threading.RateLimiting;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Player;

internal enum PlayerCost
{
    /// <summary>A file or a small post.</summary>
    Small,

    Opening,

    Code,

    /// <summary>A stream of events, held as long as the page is open.</summary>
    Events,
}

/// <summary>How much one address, and all together, may ask of the players' side. Whoever is over it reads so and tries again.</summary>
internal static class PlayerLimits
{
    private const int OpeningsPerMinute = 10;
    private const int CodesPerMinute = 5;

    /// <summary>The page and its files are about twenty requests.</summary>
    private const int RequestsPerMinute = 600;

    /// <summary>A household, or an internet café with the game's page open in each booth.</summary>
    private const int StreamsPerAddress = 24;

    /// <summary>What an IPv6 /48 may ask, in shares of a /64; of codes also an IPv4 /24, in shares of an address.</summary>
    private const int SubscribersPerSite = 4;

    /// <summary>A page that loses its line opens the next one; whoever opens and drops them without end holds none, and so is counted too.</summary>
    private const int StreamsOpenedPerMinute = 60;

    /// <summary>Of codes, where what networks have of their own is bounded in all: that is what guessing yields.</summary>
    public static readonly NetworkShare Codes = new(OfOneNetwork: 1, OfThePool: 120, OfAllNetworks: 3_000);

    /// <summary>
    /// Of links. Nobody guesses one of 2²⁵⁶ secrets, so this protects no secret, only the database; and it keeps nobody out whose network asks no more than an address may.
    /// </summary>
    public static readonly NetworkShare Openings = new(OpeningsPerMinute, OfThePool: 6_000);

    /// <summary>Of the rest: a network's own are a few pages with their files and posts.</summary>
    public static readonly NetworkShare Requests = new(OfOneNetwork: 200, OfThePool: 30_000);

    private const int Segments = 6;
    private const int RetryAfterSeconds = 20;

    public static IServiceCollection AddPlayerLimits(this IServiceCollection services) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                OpeningsOfStreams(PerAddress),
                Each(PerAddress, RequestsPerMinuteOfOne, StreamsPerAddress),
                Each(PerSite, cost => SubscribersPerSite * RequestsPerMinuteOfOne(cost), SubscribersPerSite * StreamsPerAddress),
                // Streams are shared out by who asks: StreamSeats.
                Shares(PlayerCost.Small, Requests),
                Shares(PlayerCost.Opening, Openings),
                Shares(PlayerCost.Code, Codes)
            );
            limiter.OnRejected = async (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
                await PlayerRefusals.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "crowded");
            };
        });

    private static string PerAddress(HttpContext context) => ClientAddress.PartitionOf(context.Connection.RemoteIpAddress);

    // A code may be guessed, so a block of IPv4 counts as one there; for the rest an address is one subscriber.
    private static string? PerSite(HttpContext context) =>
        CostOf(context) == PlayerCost.Code ? Network(context) : ClientAddress.SiteOf(context.Connection.RemoteIpAddress);

    private static string Network(HttpContext context) => ClientAddress.NetworkOf(context.Connection.RemoteIpAddress);

    private static PartitionedRateLimiter<HttpContext> Each(Func<HttpContext, string?> who, Func<PlayerCost, int> perMinute, int streams) =>
        PartitionedRateLimiter.Create<HttpContext, (PlayerCost, string)>(context =>
        {
            var cost = CostOf(context);
            if (who(context) is not { } name)
            {
                return RateLimitPartition.GetNoLimiter((cost, ""));
            }

            var partition = (cost, name);
            return cost == PlayerCost.Events
                ? RateLimitPartition.GetConcurrencyLimiter(partition, _ => new ConcurrencyLimiterOptions { PermitLimit = streams })
                : APerMinute(partition, perMinute(cost));
        });

    private static NetworkShares<HttpContext> Shares(PlayerCost cost, NetworkShare size) =>
        new(context => CostOf(context) == cost ? Network(context) : null, size);

    private static PartitionedRateLimiter<HttpContext> OpeningsOfStreams(Func<HttpContext, string> who) =>
        PartitionedRateLimiter.Create<HttpContext, (PlayerCost, string)>(context =>
            CostOf(context) == PlayerCost.Events
                ? APerMinute((PlayerCost.Events, who(context)), StreamsOpenedPerMinute)
                : RateLimitPartition.GetNoLimiter((PlayerCost.Small, ""))
        );

    /// <summary>So many in any minute, told by sixths of it.</summary>
    public static RateLimitPartition<TKey> APerMinute<TKey>(TKey partition, int permits) =>
        RateLimitPartition.GetSlidingWindowLimiter(
            partition,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = Segments,
            }
        );

    private static PlayerCost CostOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PlayerCostMetadata>()?.Cost ?? PlayerCost.Small;

    private static int RequestsPerMinuteOfOne(PlayerCost cost) =>
        cost switch
        {
            PlayerCost.Opening => OpeningsPerMinute,
            PlayerCost.Code => CodesPerMinute,
            _ => RequestsPerMinute,
        };
}

internal sealed record PlayerCostMetadata(PlayerCost Cost);
