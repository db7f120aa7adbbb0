using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.StandBy;

/// <summary>The operator's side of pages that stand by.</summary>
public sealed class StandByDesk
{
    internal StandByDesk() { }

    /// <summary>Opens a rescue with the session's own open page: it is asked for an offer, which is sent at once in the operator's name.</summary>
    /// <returns>Refused when no page stands by, or the session can take no connection.</returns>
    /// <exception cref="Store.StoreUnavailableException">The audit cannot be written, so nothing was asked.</exception>
    public Task<CommandOutcome> AskOpenPageAsync(StreamSessionArn session, string operatorName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");
}
