using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Outside;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Queue;

/// <summary>How a row left the queue.</summary>
/// <param name="Outcome">What became of the wait; open while it is not known.</param>
/// <param name="Word">As <c>recovered</c>.</param>
/// <param name="Detail">As <c>in 0:41</c>.</param>
/// <param name="IsGood">Whether the player is back.</param>
/// <param name="LeftAt">When it left, on the fleet clock.</param>
/// <param name="Status">The status it left to; null when the list no longer shows it.</param>
public sealed record QueueEnding(
    EpisodeOutcome Outcome,
    string Word,
    string Detail,
    bool IsGood,
    DateTimeOffset LeftAt,
    StreamSessionStatus? Status
)
{
    /// <summary>Whether the player sees the game, where that is not yet sure or not so.</summary>
    public PictureSight Sight { get; init; }

    /// <summary>The class that colours it.</summary>
    public string Tone =>
        IsGood ? "tone-good"
        : Sight == PictureSight.Missing ? "tone-critical"
        : Sight == PictureSight.Awaited ? "tone-soon"
        : "tone-ended";

    /// <summary>How a session left the queue.</summary>
    /// <param name="after">The session now; null when the list no longer shows it.</param>
    /// <param name="attempt">The newest attempt of the episode.</param>
    /// <param name="episode">The episode; null until its end is written.</param>
    /// <param name="termination">Who ended it from here.</param>
    /// <param name="sight">Whether the player sees the game.</param>
    /// <param name="now">On the fleet clock.</param>
    public static QueueEnding Of(
        LiveStreamSession? after,
        RescueAttempt? attempt,
        Episode? episode,
        Termination? termination,
        PictureSight sight,
        DateTimeOffset now
    )
    {
        if (after is { IsGone: true })
        {
            return new QueueEnding(
                EpisodeOutcome.NoLongerListed,
                OutcomeWords.Word(EpisodeOutcome.NoLongerListed),
                OutcomeWords.UnknownToTheService,
                IsGood: false,
                now,
                Status: null
            );
        }

        var status = after?.Status;
        if (status == StreamSessionStatus.Connected)
        {
            return attempt is not { AnsweredAt: not null }
                    ? new QueueEnding(EpisodeOutcome.CameBack, "came back", "without us", IsGood: true, now, status)
                : sight is PictureSight.Missing or PictureSight.Awaited
                    ? new QueueEnding(
                        EpisodeOutcome.Recovered,
                        OutcomeWords.Connected(sight),
                        OutcomeWords.Sentence(sight),
                        IsGood: false,
                        now,
                        status
                    )
                    {
                        Sight = sight,
                    }
                : new QueueEnding(
                    EpisodeOutcome.Recovered,
                    OutcomeWords.Connected(PictureSight.Untold),
                    OutcomeWords.InTime(episode),
                    IsGood: true,
                    now,
                    status
                );
        }

        if (after is null)
        {
            return new QueueEnding(EpisodeOutcome.Open, "left the list", "looking where it went", IsGood: false, now, status);
        }

        var reason = after.Session.StatusReason;
        var end = SessionEnds.Of(reason);
        var outcome = EpisodeOutcomes.OfEnd(end);
        var detail = end switch
        {
            SessionEnd.NoClient => "the window closed",
            SessionEnd.Terminated => OutcomeWords.Words(termination),
            SessionEnd.Unexplained => "no reason given",
            _ => VisibleText.Of(ErrorText.ForReason(reason).WhatHappened),
        };
        return new QueueEnding(outcome, OutcomeWords.Word(outcome), detail, IsGood: false, now, status);
    }
}
