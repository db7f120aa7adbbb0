using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Offers;

namespace StreamOps.Operations.Rescue;

internal static class RescueRefusals
{
    public const string NoName = ActorPermissions.NoName;

    public const string NoTakeover = "Taking over a player's session is switched off here (StreamOps:Rescue:AllowTakeover).";

    public const string OtherEpisode = "This was for an earlier loss of the player. A new link is needed.";

    public const string LinkClosed = "The link was closed, or another browser has it now. Nothing was sent.";

    public const string BrokenOff =
        "The database broke off while an attempt for this player was recorded, and that is being cleared up. Nothing was sent: try again in some seconds.";

    public const string NotWanted = "The offer was answered or taken back meanwhile, or its page was loaded anew. Nothing was sent.";

    public const string Unreadable = "The stored offer cannot be read. A new offer is needed.";

    public const string UnderWay = "The call is under way. Wait for its outcome.";

    /// <summary>Why the same call is not made again; empty when it may be.</summary>
    public static string WhyNotAgain(RescueAttempt attempt, Person person, bool isReadOnly) =>
        attempt.State switch
        {
            _ when isReadOnly => StreamSessionActions.ReadOnly,
            RescueState.Answered or RescueState.Delivered => "The answer is here already. Hand it to the player's page.",
            RescueState.Sent => UnderWay,
            _ when !attempt.IsOpen => "This attempt is over. A new offer is needed, and it gets a new token.",
            _ when !attempt.IsOf(person) => $"{attempt.Operator} brought this offer and can send it again.",
            _ => "",
        };

    /// <summary>Who or what stands in the way of a new attempt.</summary>
    public static string WhyNotOpened(RescueOpened opened, StreamSessionArn session) =>
        opened switch
        {
            { Bar: OfferBar.LinkClosed } => LinkClosed,
            { Bar: OfferBar.Claimed { Holder: var holder } } => $"{holder.Name} is on it by now: nothing is sent without their yes.",
            { HeldBy: { } holder } => $"{holder.Operator} is rescuing this session already (attempt {holder.Number}, {holder.State}).",
            { OfferUsedOn: { } other } when !string.Equals(other, session.Value, StringComparison.Ordinal) => OfferRules.OtherSession.Words,
            _ => OfferRules.AlreadyUsed.Words,
        };
}
