using StreamOps.Operations.Acts;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Attempts;

/// <summary>Asked once more within the commit that opens an attempt: what an offer needs may have been closed or taken meanwhile.</summary>
public interface IOfferGate
{
    /// <summary>What keeps the attempt from being opened; null when nothing does, or when the gate has no part in it.</summary>
    /// <param name="db">Where the attempt is about to be committed.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="kept">The offer as it waited, encrypted; null where it did not wait in the store.</param>
    Task<OfferBar?> BarOfAsync(OperationsDb db, RescueAttempt attempt, byte[]? kept);

    /// <summary>Told within that commit, of an offer that waited: from then on it waits no more, whatever becomes of its attempt and of this process.</summary>
    /// <param name="db">Where the attempt is about to be committed.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="kept">The offer as it waited, encrypted.</param>
    /// <returns>Shows what is so once it is committed and the attempt is up; null where nothing changes.</returns>
    Task<Action?> OpenedAsync(OperationsDb db, RescueAttempt attempt, byte[] kept);

    /// <summary>Whether somebody may give up an attempt that is open, and why not.</summary>
    Task<ActionVerdict> GiveUpVerdictAsync(OperationsDb db, RescueAttempt attempt, Person person, DateTimeOffset now) =>
        Task.FromResult(ActionVerdict.Allowed);
}

/// <summary>What keeps an offer from being sent.</summary>
public abstract record OfferBar
{
    private OfferBar() { }

    /// <summary>The link it came by was revoked meanwhile, or is another browser's.</summary>
    public sealed record LinkClosed : OfferBar;

    /// <summary>Somebody else has the player in hand: it waits for their yes.</summary>
    /// <param name="Holder">Who.</param>
    public sealed record Claimed(Person Holder) : OfferBar;

    /// <summary>It waited, and does no more: somebody answered it, its page was loaded anew, or another one waits in its place.</summary>
    public sealed record NotWaiting : OfferBar;
}
