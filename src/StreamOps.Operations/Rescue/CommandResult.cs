using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;

namespace StreamOps.Operations.Rescue;

/// <summary>What became of an operator's command. Expected refusals are values.</summary>
public abstract record CommandResult
{
    private CommandResult() { }

    /// <summary>It is done, or it is under way and will be followed.</summary>
    /// <param name="Attempt">The attempt, when the command was a rescue.</param>
    public sealed record Accepted(RescueAttempt? Attempt = null) : CommandResult;

    /// <summary>It was not tried; nothing happened.</summary>
    /// <param name="Reason">A sentence: what is wrong and what to do.</param>
    public sealed record Refused(string Reason) : CommandResult
    {
        /// <summary>Who has the player in hand, where that alone stands in the way; null otherwise.</summary>
        public Person? ClaimedBy { get; init; }

        /// <summary>Whether nothing was decided: what had to be read or written could not be for a moment, and the same may work in another.</summary>
        public bool IsPassing { get; init; }

        /// <summary>Whether an offer that was so refused is still of use: it may wait, for a yes or for a better moment.</summary>
        internal bool MayWait => ClaimedBy is not null || IsPassing;
    }

    /// <summary>It waits for the yes of who has the player in hand.</summary>
    /// <param name="Holder">Who.</param>
    public sealed record Waits(Person Holder) : CommandResult;

    /// <summary>It was tried and did not succeed; or nobody knows whether it did (<paramref name="IsUnknown"/>).</summary>
    /// <param name="Reason">A sentence: what happened and what to do.</param>
    /// <param name="Error">The service's code, or one of ours.</param>
    /// <param name="RequestId">The service's id of the call; empty when it gave none.</param>
    /// <param name="IsUnknown">No answer came: it may have worked.</param>
    /// <param name="Attempt">The attempt, when the command was a rescue.</param>
    public sealed record Failed(string Reason, ApiErrorCode Error, string RequestId, bool IsUnknown, RescueAttempt? Attempt = null)
        : CommandResult;
}
