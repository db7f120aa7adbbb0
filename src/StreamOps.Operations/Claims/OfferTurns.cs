using System.Collections.Concurrent;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.Claims;

/// <summary>Who says yes or no to an offer that waits: one at a time, and the next one reads what became of it.</summary>
/// <typeparam name="TPlace">Where such offers wait.</typeparam>
internal sealed class OfferTurns<TPlace>
    where TPlace : notnull
{
    private readonly ConcurrentDictionary<(TPlace Place, string Offer), bool> _taken = [];

    /// <summary>Whether an offer of a place is on its way, or somebody is answering it.</summary>
    public bool IsAnyTaken(TPlace place) => _taken.Keys.Any(turn => EqualityComparer<TPlace>.Default.Equals(turn.Place, place));

    /// <summary>Takes the turn; false where somebody has it.</summary>
    /// <param name="place">Where the offer waits.</param>
    /// <param name="offer">The offer, encrypted.</param>
    public bool TryTake(TPlace place, byte[] offer) => _taken.TryAdd(TurnOf(place, offer), true);

    /// <summary>Gives back a turn that was taken.</summary>
    public void GiveBack(TPlace place, byte[] offer) => _taken.TryRemove(TurnOf(place, offer), out _);

    /// <summary>Says yes or no in a turn of its own; refused where somebody has it.</summary>
    /// <param name="place">Where the offer waits.</param>
    /// <param name="offer">The offer, encrypted.</param>
    /// <param name="answer">What is done.</param>
    public async Task<CommandResult> RunAsync(TPlace place, byte[] offer, Func<Task<CommandResult>> answer)
    {
        if (!TryTake(place, offer))
        {
            return new CommandResult.Refused(ClaimWords.UnderWay);
        }

        try
        {
            return await answer();
        }
        finally
        {
            GiveBack(place, offer);
        }
    }

    private static (TPlace Place, string Offer) TurnOf(TPlace place, byte[] offer) => (place, Convert.ToHexString(SHA256.HashData(offer)));
}
