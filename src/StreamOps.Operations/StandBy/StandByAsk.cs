using StreamOps.Operations.Acts;

namespace StreamOps.Operations.StandBy;

/// <summary>An operator's wish for an offer of the session's open page.</summary>
/// <param name="Epoch">The episode it is for.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When the read left that found the session waiting, on the fleet's clock: an answer from before it did not save the player.</param>
/// <param name="Only">
/// Whose page is meant; null for whichever the operator sees. Making a link asks the game's own page alone: the rescue page of an earlier loss may be
/// somebody else's, and the new link may be made because of that.
/// </param>
internal sealed record StandByAsk(long Epoch, Person By, DateTimeOffset At, StandByKind? Only = null)
{
    /// <summary>Whether a page of this kind is meant.</summary>
    internal bool IsFor(StandByKind kind) => Only is null || Only == kind;
}
