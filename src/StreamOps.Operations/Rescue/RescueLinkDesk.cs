using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Rescue;

/// <summary>The operator's side of rescue links: makes, revokes, allows a second browser, says yes to an offer that waits.</summary>
public sealed class RescueLinkDesk
{
    internal RescueLinkDesk() { }

    /// <summary>Makes a link for the session's present episode, and asks an open page of the game that stands by.</summary>
    /// <param name="session">The session.</param>
    /// <param name="operatorName">Who makes it: offers that come by it are sent in this name.</param>
    /// <param name="replaces">The live link that is to be revoked by this one; null when none is known. Another one is never revoked unasked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Store.StoreUnavailableException">Nothing was written.</exception>
    public Task<LinkOutcome> MakeAsync(
        StreamSessionArn session,
        string operatorName,
        Guid? replaces,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException("Not built yet.");

    /// <summary>Ends a link. An attempt that is under way goes on; its answer is not handed out any more.</summary>
    /// <exception cref="Store.StoreUnavailableException">Nothing was written.</exception>
    public Task<CommandOutcome> RevokeAsync(Guid linkId, string operatorName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>Lets the second browser have the link; the first one then reads that it is used.</summary>
    /// <exception cref="Store.StoreUnavailableException">Nothing was written.</exception>
    public Task<CommandOutcome> AllowAsync(Guid linkId, string operatorName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>The operator's yes to an offer that waits: it is sent in the name of who says yes.</summary>
    /// <exception cref="Store.StoreUnavailableException">The database cannot be used now.</exception>
    public Task<CommandOutcome> ConfirmAsync(Guid linkId, string operatorName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");
}
