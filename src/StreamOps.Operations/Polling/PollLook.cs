namespace StreamOps.Operations.Polling;

/// <summary>The lists of sessions at one moment: what they want, and how old each is.</summary>
/// <param name="At">The moment.</param>
/// <param name="Demands">What they want of a budget, without those that are refused or wait.</param>
/// <param name="Lists">Each list.</param>
internal sealed record PollLook(DateTimeOffset At, PollDemands Demands, IReadOnlyList<ListLook> Lists);

/// <summary>One list of sessions at one moment.</summary>
/// <param name="StreamGroupId">Whose sessions.</param>
/// <param name="Status">In which status.</param>
/// <param name="ReadFrom">When the last walk that showed all of it began; null before there was one.</param>
/// <param name="Interval">From one walk's start to the next, by the plan.</param>
/// <param name="IsPlayed">Whether sessions of its stream group are played.</param>
/// <param name="IsRefused">Whether the service refuses to give it.</param>
internal sealed record ListLook(
    string StreamGroupId,
    StreamSessionStatus Status,
    DateTimeOffset? ReadFrom,
    TimeSpan Interval,
    bool IsPlayed,
    bool IsRefused
);
