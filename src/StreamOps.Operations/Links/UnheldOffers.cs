using System.Collections.Concurrent;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Links;

/// <summary>Offers of players' pages that wait, for the yes of who has the player in hand or for a better moment: once nobody has, they go by themselves as soon as they can. A player is at the page, and the clock runs.</summary>
internal sealed class UnheldOffers(
    LinkBoard links,
    LinkOffers offers,
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

    /// <summary>Those that could not go for a moment.</summary>
    private readonly ConcurrentDictionary<object, Pause> _pauses = [];

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
        var waiting = Waiting();
        foreach (var (gone, _) in _pauses.ExceptBy(waiting.Select(offer => offer.Key), pause => pause.Key))
        {
            _pauses.TryRemove(gone, out _);
        }

        List<Task> begun = [];
        foreach (var offer in waiting.Where(offer => PauseOf(offer) is not { } pause || pause.Until <= fleet.Clock.Now))
        {
            if (work.TryStart(offer.Key, lifetime => work.ElsewhereAsync(() => TryAsync(offer, lifetime)), out var sent))
            {
                begun.Add(sent);
            }
        }

        return begun;
    }

    /// <summary>Those that wait, the nearest deadline first.</summary>
    internal IReadOnlyList<UnheldOffer> Waiting() =>
        [
            .. links
                .Current.Values.Where(link => link is { IsOfferWaiting: true, IsNotLetIn: false })
                .Select(link => new UnheldOffer(link.Session, "link", link.WaitingOffer!, stop => offers.SendUnheldAsync(link, stop)))
                .Concat(
                    pages
                        .Current.Values.Select(page => page.In(fleet.Find(page.Session)?.Window?.Epoch))
                        .Where(page => page.FirstWaiting is not null)
                        .Select(page => new UnheldOffer(
                            page.Session,
                            "page",
                            page.FirstWaiting!.Locked,
                            stop => standBy.SendUnheldAsync(page, stop)
                        ))
                )
                .OrderBy(offer => fleet.Find(offer.Session)?.Window?.ExpectedEnd ?? DateTimeOffset.MaxValue),
        ];

    private async Task<bool> TryAsync(UnheldOffer offer, CancellationToken cancellationToken)
    {
        try
        {
            if (await offer.SendAsync(cancellationToken) is CommandResult.Refused { MayWait: true })
            {
                // A service that is away or throttles is not asked each second by everybody who waits.
                var tries = (PauseOf(offer)?.Tries ?? 0) + 1;
                _pauses[offer.Key] = new Pause(offer.Offer, tries, fleet.Clock.Now + WaitBefore(tries, offer.Session));
            }

            return true;
        }
        catch (Store.StoreUnavailableException)
        {
            // Tried again in a second.
            return false;
        }
    }

    /// <summary>Null where this very offer was not put off yet: a newer one at the same place does not wait for what befell the last.</summary>
    private Pause? PauseOf(UnheldOffer offer) =>
        _pauses.GetValueOrDefault(offer.Key) is { } pause && pause.Offer.AsSpan().SequenceEqual(offer.Offer) ? pause : null;

    // However often it was tried: once more before its window ends.
    private TimeSpan WaitBefore(int tries, StreamSessionArn session)
    {
        var wait = CallFailures.BackOff(tries);
        var half = (fleet.Find(session)?.Window?.LatestEnd - fleet.Clock.Now) / 2;
        return half is not { } left || left <= TimeSpan.Zero || left >= wait ? wait
            : left > Round ? left
            : Round;
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
    /// <param name="Offer">It, encrypted.</param>
    /// <param name="SendAsync">Sends it, if nobody has the player in hand; null where it was not tried.</param>
    internal sealed record UnheldOffer(
        StreamSessionArn Session,
        string From,
        byte[] Offer,
        Func<CancellationToken, Task<CommandResult?>> SendAsync
    )
    {
        /// <summary>Told in the log where it breaks off.</summary>
        public object Key => (nameof(UnheldOffer), From, Session);
    }

    /// <summary>Until when one is not tried again.</summary>
    /// <param name="Offer">Which, encrypted.</param>
    /// <param name="Tries">How often it was tried.</param>
    /// <param name="Until">On the <see cref="Time.FleetClock"/>.</param>
    private sealed record Pause(byte[] Offer, int Tries, DateTimeOffset Until);
}
