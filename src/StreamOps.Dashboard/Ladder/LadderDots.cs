using System.Collections.Concurrent;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Outside;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Ladder;

/// <summary>The rungs, and the words for where it stands, as they are for the reader.</summary>
public static class LadderDots
{
    // Each once: they are few, of words of ours alone, and a row that is drawn holds one frame of it.
    private static readonly ConcurrentDictionary<int, MarkupString> Drawn = new();

    /// <summary>All of it.</summary>
    public static RenderFragment Of(RescueLadder ladder, Person? me = null) =>
        builder =>
        {
            builder.OpenElement(0, "div");
            builder.AddAttribute(1, "class", Class(ladder));
            builder.AddContent(2, Rungs(ladder));
            builder.AddContent(3, Caption(ladder, IsOf(ladder, me)));
            builder.CloseElement();
        };

    /// <summary>The class of what stands around the rungs and the words.</summary>
    public static string Class(RescueLadder ladder) =>
        ladder is { IsWithoutPicture: false } && ladder.Rungs[(int)RungName.Connected] == Rung.Full ? "ladder done" : "ladder";

    /// <summary>The rungs alone.</summary>
    public static MarkupString Rungs(RescueLadder ladder)
    {
        var key = ladder.IsWithoutPicture ? 1 : 0;
        foreach (var rung in ladder.Rungs)
        {
            key = (key * ((int)Rung.Full + 1)) + (int)rung;
        }

        return Drawn.GetOrAdd(key, static (_, ladder) => Draw(ladder), ladder);
    }

    /// <summary>Whether its words tell of the reader's own claim.</summary>
    public static bool IsOf(RescueLadder ladder, Person? me) => ladder.ClaimedBy is { } holder && me?.Is(holder) == true;

    /// <summary>The words alone.</summary>
    /// <param name="ladder">How far it has come.</param>
    /// <param name="isReaders">Whether they tell of the reader's own claim.</param>
    public static RenderFragment Caption(RescueLadder ladder, bool isReaders) =>
        builder =>
        {
            builder.OpenElement(0, "div");
            builder.AddAttribute(1, "class", "caption");
            builder.AddContent(2, OutsideText.Of(isReaders ? "claimed by you" : ladder.Words));
            if (ladder.Since is { } since)
            {
                builder.AddContent(3, ", ");
                builder.OpenElement(4, "age-clock");
                builder.AddAttribute(5, "since", Moment.Attribute(since));
                builder.CloseElement();
                builder.AddContent(6, " ago");
            }

            builder.CloseElement();
        };

    private static MarkupString Draw(RescueLadder ladder) =>
        (MarkupString)
            $"<div class=rungs role=img aria-label=\"{Label(ladder)}\">{string.Concat(ladder.Rungs.Select(rung => $"<i class=rung data-rung={rung.ToString().ToLowerInvariant()}></i>"))}</div>";

    private static string Label(RescueLadder ladder) =>
        string.Join(", ", ladder.Steps.Select(step => $"{RescueLadder.WordsFor(step.Name)}: {Spoken(ladder, step.Name, step.Rung)}"));

    private static string Spoken(RescueLadder ladder, RungName name, Rung rung) =>
        rung switch
        {
            Rung.Full => "done",
            Rung.Half => "under way",
            Rung.Empty => name == RungName.Picture && ladder.IsWithoutPicture ? "did not come" : "not yet",
            _ => "does not apply",
        };
}
