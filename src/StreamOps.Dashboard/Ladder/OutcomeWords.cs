using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Outside;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Ladder;

/// <summary>The words for how a rescue or an episode ended.</summary>
public static class OutcomeWords
{
    /// <summary>The words for an attempt by which the service calls the player connected.</summary>
    public static string Connected(PictureSight sight) =>
        sight switch
        {
            PictureSight.Missing => RescueLadder.NoPicture,
            PictureSight.Awaited => "connected",
            _ => "recovered",
        };

    /// <summary>What it means; empty where there is nothing to add.</summary>
    public static string Sentence(PictureSight sight) =>
        sight switch
        {
            PictureSight.Missing => "the player does not see the game",
            PictureSight.Awaited => "no word of a picture yet",
            _ => "",
        };

    /// <summary>The class that colours an end: green only for a player who is back.</summary>
    public static string Tone(EpisodeOutcome outcome, PictureSight sight) =>
        (outcome, sight) switch
        {
            (EpisodeOutcome.Recovered, PictureSight.Missing) => "tone-critical",
            (EpisodeOutcome.Recovered, PictureSight.Awaited) => "tone-soon",
            (EpisodeOutcome.Recovered or EpisodeOutcome.CameBack, _) => "tone-good",
            _ => "tone-ended",
        };

    /// <summary>The word for an episode's end.</summary>
    public static string Word(EpisodeOutcome outcome, PictureSight sight = PictureSight.Untold) =>
        outcome switch
        {
            EpisodeOutcome.Recovered => Connected(sight),
            EpisodeOutcome.CameBack => "came back without us",
            EpisodeOutcome.TooLate => "too late",
            EpisodeOutcome.Terminated => "terminated",
            EpisodeOutcome.NoLongerListed => GoneWords.Word,
            EpisodeOutcome.Open => "still open",
            _ => "ended",
        };

    /// <summary>What an episode's end means.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="attempt">Its newest attempt.</param>
    /// <param name="termination">Who ended it from here; null while that is not known.</param>
    /// <param name="sight">Whether the player sees the game.</param>
    /// <param name="reader">Who reads; null for somebody who is nobody yet.</param>
    public static string Detail(Episode episode, RescueAttempt? attempt, Termination? termination, PictureSight sight, Actor? reader)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var end = episode.Outcome switch
        {
            EpisodeOutcome.Recovered when Sentence(sight) is { Length: > 0 } words => $"{InTime(episode)}, {words}",
            EpisodeOutcome.Recovered or EpisodeOutcome.CameBack => InTime(episode),
            EpisodeOutcome.Terminated => Words(termination, reader),
            EpisodeOutcome.NoLongerListed => GoneWords.Meaning,
            _ => VisibleText.Of(ErrorText.ForReason(episode.StatusReason).WhatHappened),
        };
        return
            attempt is { State: RescueState.Abandoned }
            && termination is not { IsFromHere: true }
            && attempt.ReasonFor(reader) is { Length: > 0 } why
            ? $"{end} Given up: {VisibleText.InSentence(why)}"
            : end;
    }

    /// <summary>From the loss to <c>CONNECTED</c>, as <c>in 0:41</c>: the one figure for it. Empty until the end is written.</summary>
    public static string InTime(Episode? episode) =>
        episode is { EndedAt: { } ended, LostAt: var lost } ? $"in {Digits(ended - lost)}" : "";

    /// <summary>A span as <c>0:41</c>.</summary>
    public static string Digits(TimeSpan span)
    {
        var whole = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return whole.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes}:{whole.Seconds:00}");
    }

    // Who may not read by whom is not told that it was nobody here.
    internal static string Words(Termination? termination, Actor? reader) =>
        !ActorPermissions.ForReasons(reader).IsAllowed ? "by whom, operators and leads can read"
        : termination is null ? "by whom is being looked up"
        : !termination.IsFromHere ? "ended through the API, not from here"
        : $"by {VisibleText.InSentence(termination.Operator)}: {VisibleText.InSentence(termination.Reason)}";
}
