namespace StreamOps.Operations.Tests.Rescue.Faults;

/// <summary>What can go wrong in the middle of a rescue.</summary>
internal enum Fault
{
    Throttled,
    ServerError,
    AnswerLostAfterEffect,
    TimedOut,
    SessionEnded,
    StoreRefused,
    StoreRefusedAnswer,
    StoreNotRead,
    Restarted,
    PageGone,
    ClaimTaken,
}
