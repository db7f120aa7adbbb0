using StreamOps.Operations.Acts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Links;

/// <summary>Offers of players' pages that wait for the yes of who has the player in hand: once nobody has, they go by themselves. A player is at the page, and the clock runs.</summary>
internal sealed class UnheldOffers(
    LinkBoard links,
    RescueLinkDesk desk,
    StandByBoard pages,
    StandByDesk standBy,
    FleetAccess fleet,
    BackgroundWork work,
    IOptions<RescueOptions> options,
    TimeProvider time,
    ILogger<UnheldOffers> logger
) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    // Where every offer waits for a yes, these do too.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (!options.Value.ConfirmLinkOffers)
        {
            await logger.KeepOnAsync("Sending offers that nobody holds up any more", RunAsync, time, stoppingToken);
        }
    }

    /// <summary>Begins with each that is not under way. None waits for another: a call that hangs holds up no other player's.</summary>
    /// <returns>What began, which <see cref="BackgroundWork"/> owns.</returns>
    internal IReadOnlyList<Task> Look()
    {
        List<Task> begun = [];
        foreach (var offer in Waiting())
        {
            if (work.TryStart(offer.Key, lifetime => work.ElsewhereAsync(() => TryAsync(() => offer.SendAsync(lifetime))), out var sent))
            {
                begun.Add(sent);
            }
        }

        return begun;
    }

    /// <summary>Those that wait for a yes, the nearest deadline first.</summary>
    internal IReadOnlyList<UnheldOffer> Waiting() =>
        [
            .. links
                .Current.Values.Where(link => link.IsOfferWaiting)
                .Select(link => new UnheldOffer(link.Session, "link", stop => desk.SendUnheldAsync(link, stop)))
                .Concat(
                    pages
                        .Current.Values.Where(page => page.OfferFrom is not null)
                        .Select(page => new UnheldOffer(page.Session, "page", stop => standBy.SendUnheldAsync(page, stop)))
                )
                .OrderBy(offer => fleet.Find(offer.Session)?.Window?.ExpectedEnd ?? DateTimeOffset.MaxValue),
        ];

    private static async Task<bool> TryAsync(Func<Task> send)
    {
        try
        {
            await send();
            return true;
        }
        catch (Store.StoreUnavailableException)
        {
            // Tried again in a second.
            return false;
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    /// <summary>One that waits.</summary>
    /// <param name="Session">Whose player's.</param>
    /// <param name="From">Where it waits.</param>
    /// <param name="SendAsync">Sends it, if nobody has the player in hand.</param>
    internal sealed record UnheldOffer(StreamSessionArn Session, string From, Func<CancellationToken, Task> SendAsync)
    {
        /// <summary>Told in the log where it breaks off.</summary>
        public object Key => (nameof(UnheldOffer), From, Session);
    }
}
