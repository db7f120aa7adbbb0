using StreamOps.Operations.Store;

namespace StreamOps.Operations.Rescue;

/// <summary>The way by which a page's offers come, asked once more within the commit that opens an attempt: it may have been closed meanwhile.</summary>
public interface IOfferGate
{
    /// <summary>Whether the attempt may still be opened; true for one that did not come by this way.</summary>
    Task<bool> IsOpenAsync(OperationsDb db, RescueAttempt attempt);
}
