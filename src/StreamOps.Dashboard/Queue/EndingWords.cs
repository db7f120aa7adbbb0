using MudBlazor;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Outside;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Queue;

/// <summary>How a row that left the queue speaks and looks.</summary>
internal static class EndingWords
{
    /// <summary>As <c>recovered</c>.</summary>
    public static string Word(QueueEnding ending) =>
        ending.Outcome switch
        {
            EpisodeOutcome.CameBack => "came back",
            EpisodeOutcome.Open => "left the list",
            _ => OutcomeWords.Word(ending.Outcome, ending.Sight),
        };

    /// <summary>As <c>in 0:41</c>.</summary>
    /// <param name="ending">How it left.</param>
    /// <param name="termination">Who ended it from here; null while that is not known.</param>
    /// <param name="reader">Who reads; null for somebody who is nobody yet.</param>
    public static string Detail(QueueEnding ending, Termination? termination, Actor? reader) =>
        ending.Outcome switch
        {
            EpisodeOutcome.Recovered => OutcomeWords.Sentence(ending.Sight) is { Length: > 0 } words
                ? words
                : OutcomeWords.InTime(ending.Episode),
            EpisodeOutcome.CameBack => "without us",
            EpisodeOutcome.Open => "looking where it went",
            EpisodeOutcome.NoLongerListed => GoneWords.Meaning,
            EpisodeOutcome.Terminated => OutcomeWords.Words(termination, reader),
            EpisodeOutcome.TooLate => "the window closed",
            _ when SessionEnds.Of(ending.StatusReason) == SessionEnd.Unexplained => "no reason given",
            _ => VisibleText.Of(ErrorText.ForReason(ending.StatusReason).WhatHappened),
        };

    /// <summary>The class that colours it.</summary>
    public static string Tone(QueueEnding ending) => OutcomeWords.Tone(ending.Outcome, ending.Sight);

    /// <summary>Its shape.</summary>
    public static string Icon(QueueEnding ending) =>
        ending switch
        {
            { IsGood: true } => Icons.Material.Filled.CheckCircle,
            { Sight: PictureSight.Missing } => Icons.Material.Filled.VideocamOff,
            { Sight: PictureSight.Awaited } => Icons.Material.Outlined.HourglassEmpty,
            _ => Icons.Material.Filled.RemoveCircleOutline,
        };
}
