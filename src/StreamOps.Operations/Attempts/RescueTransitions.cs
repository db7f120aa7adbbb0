namespace StreamOps.Operations.Attempts;

/// <summary>What can happen to an attempt.</summary>
public enum RescueTrigger
{
    /// <summary>The call is about to be made. Committed before it is.</summary>
    CallStarts,

    /// <summary>The service answered with an answer for the player's page.</summary>
    AnswerArrived,

    /// <summary>No answer came: the call may have worked.</summary>
    NoAnswer,

    /// <summary>Nothing was done: throttled, or nothing was sent. The same call may be made later.</summary>
    CallPostponed,

    /// <summary>The service said no to the call.</summary>
    CallRejected,

    /// <summary>The answer was taken, to be handed to the page that made the offer.</summary>
    AnswerTaken,

    /// <summary>The service says <c>CONNECTED</c>.</summary>
    ClientConnected,

    /// <summary>The service ended the session because no client came in time.</summary>
    WindowClosed,

    /// <summary>The session ended in another way.</summary>
    SessionEnded,

    /// <summary>The attempt's own time is over and there is no answer.</summary>
    TimeRanOut,

    /// <summary>An operator gave up, or the session was terminated here. Refused while the call is under way.</summary>
    GivenUp,

    /// <summary>A newer attempt or a newer loss takes its place.</summary>
    Replaced,
}

/// <summary>What the page that made the offer says of it.</summary>
public enum PageMark
{
    /// <summary>The browser took the answer.</summary>
    AnswerApplied,

    /// <summary>Frames rose for three seconds.</summary>
    PictureSeen,
}

/// <summary>Where an attempt goes, or the sentence that says why it cannot.</summary>
/// <param name="Next">Null when the trigger is refused.</param>
/// <param name="Refusal">Empty when it is not.</param>
public readonly record struct RescueTransition(RescueState? Next, string Refusal);

/// <summary>The whole life of an attempt, as one total function that touches nothing.</summary>
/// <remarks>
/// <code>
/// Requested ──► Sent ──► Answered ──► Delivered ──► Connected
///     ▲          │ ▲                (CONNECTED without our answer: Superseded)
///     └ postponed┤ └──► Unknown
///                └──► Failed          from every open state: Expired, Failed, Abandoned (not from Sent)
/// </code>
/// </remarks>
public static class RescueTransitions
{
    /// <summary>Where a trigger takes an attempt.</summary>
    public static RescueTransition Apply(RescueState state, RescueTrigger trigger) =>
        (state, trigger) switch
        {
            _ when state.IsEnd() => Refuse($"This attempt has ended ({state}); nothing more can happen to it."),

            (RescueState.Requested or RescueState.Unknown, RescueTrigger.CallStarts) => Move(RescueState.Sent),
            (RescueState.Sent, RescueTrigger.AnswerArrived) => Move(RescueState.Answered),
            (RescueState.Sent, RescueTrigger.NoAnswer) => Move(RescueState.Unknown),
            (RescueState.Sent, RescueTrigger.CallPostponed) => Move(RescueState.Requested),
            (RescueState.Sent, RescueTrigger.CallRejected) => Move(RescueState.Failed),
            (RescueState.Answered, RescueTrigger.AnswerTaken) => Move(RescueState.Delivered),

            (RescueState.Answered or RescueState.Delivered, RescueTrigger.ClientConnected) => Move(RescueState.Connected),
            // Without our answer no page can have connected through us: somebody else brought the player back.
            (_, RescueTrigger.ClientConnected) => Move(RescueState.Superseded),
            (_, RescueTrigger.WindowClosed) => Move(RescueState.Expired),
            (_, RescueTrigger.SessionEnded) => Move(RescueState.Failed),
            // Its answer must find the attempt open, and no second call may go out beside it.
            (RescueState.Sent, RescueTrigger.GivenUp) => Refuse($"The call is under way ({state}). Wait for its outcome."),
            (_, RescueTrigger.GivenUp) => Move(RescueState.Abandoned),

            (RescueState.Requested or RescueState.Unknown, RescueTrigger.TimeRanOut) => Move(RescueState.Failed),
            // An attempt without an answer is not replaced: its call may still work, and two at once would undo each other.
            (RescueState.Answered or RescueState.Delivered, RescueTrigger.Replaced) => Move(RescueState.Superseded),

            _ => Refuse($"An attempt that is {state} cannot take {trigger}."),
        };

    /// <summary>Whether a page's word about its own attempt is taken down. It may arrive after <c>CONNECTED</c> was seen.</summary>
    public static bool TakesMarks(RescueState state) => state is RescueState.Answered or RescueState.Delivered or RescueState.Connected;

    /// <summary>Whether nothing more can happen.</summary>
    public static bool IsEnd(this RescueState state) =>
        state is RescueState.Connected or RescueState.Failed or RescueState.Expired or RescueState.Abandoned or RescueState.Superseded;

    private static RescueTransition Move(RescueState next) => new(next, "");

    private static RescueTransition Refuse(string reason) => new(null, reason);
}
