using System.Globalization;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Errors;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Live;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StreamSessions;

namespace StreamOps.Dashboard.Rescue;

/// <summary>The words for how a rescue or an episode ended.</summary>
public static class Outcome
{
    /// <summary>How a session left the queue, from its last state there and what it is now.</summary>
    /// <param name="before">The row's last session.</param>
    /// <param name="after">The session now; null when the list no longer shows it.</param>
    /// <param name="attempt">The newest attempt.</param>
    /// <param name="now">On the fleet clock.</param>
    public static QueueEnding Of(LiveStreamSession before, LiveStreamSession? after, RescueAttempt? attempt, DateTimeOffset now)
    {
        var status = after?.Status;
        if (after?.Status == StreamSessionStatus.Connected)
        {
            var isOurs = attempt is { AnsweredAt: not null } && attempt.WindowEpoch == before.Window?.Epoch;
            return new QueueEnding(
                isOurs ? "recovered" : "came back",
                isOurs ? InTime(before, now) : "without us",
                IsGood: true,
                now,
                status
            );
        }

        return after?.Session.StatusReason switch
        {
            "reconnectionTimeout" or "connectionTimeout" => new QueueEnding("too late", "the window closed", IsGood: false, now, status),
            "apiTerminated" => new QueueEnding("terminated", "ended through the API", IsGood: false, now, status),
            { Length: > 0 } reason => new QueueEnding("ended", ErrorText.ForReason(reason).WhatHappened, IsGood: false, now, status),
            _ when after is null => new QueueEnding("left the list", "looking where it went", IsGood: false, now, status),
            _ => new QueueEnding("ended", "no reason given", IsGood: false, now, status),
        };
    }

    /// <summary>The word for an episode's end.</summary>
    public static string Word(EpisodeOutcome outcome) =>
        outcome switch
        {
            EpisodeOutcome.Recovered => "recovered",
            EpisodeOutcome.CameBack => "came back without us",
            EpisodeOutcome.TooLate => "too late",
            EpisodeOutcome.Terminated => "terminated",
            EpisodeOutcome.Open => "still open",
            _ => "ended",
        };

    /// <summary>What an episode's end means.</summary>
    public static string Detail(Episode episode) =>
        episode.Outcome is EpisodeOutcome.Recovered or EpisodeOutcome.CameBack
            ? episode.EndedAt is { } ended
                ? $"in {Digits(ended - episode.LostAt)}"
                : ""
            : ErrorText.ForReason(episode.StatusReason).WhatHappened;

    /// <summary>A span as <c>0:41</c>.</summary>
    public static string Digits(TimeSpan span)
    {
        var whole = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return whole.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes}:{whole.Seconds:00}");
    }

    /// <summary>From the loss, not from the second window that the rescue itself opened.</summary>
    private static string InTime(LiveStreamSession before, DateTimeOffset now) =>
        before.Window is { } window ? $"in {Digits(now - (window.CautiousStart ?? window.EnteredExpected))}" : "connected";
}
