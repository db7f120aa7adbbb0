namespace StreamOps.Dashboard.Demo;

/// <summary>What the stage does when it is left alone.</summary>
public enum StageAct
{
    None,
    Play,
    Drop,
    OpenRescue,
    AskOpenPage,
}

/// <summary>Goes on to the next click after a pause that can be read; every pause may be skipped.</summary>
internal sealed class AutoPlay
{
    // For what was clicked and had no effect: a fault is in force, or a page was slow.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(8);

    private StoryStep? _step;

    public bool IsOn { get; private set; } = true;

    /// <summary>When the next click comes; null while nothing is to be clicked.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The click that comes next at a step.</summary>
    public static StageAct NextAt(StoryStep step) =>
        step switch
        {
            StoryStep.Before => StageAct.Play,
            StoryStep.Playing or StoryStep.Picture => StageAct.Drop,
            StoryStep.Dropped => StageAct.OpenRescue,
            StoryStep.RescueOpened or StoryStep.Offer => StageAct.AskOpenPage,
            _ => StageAct.None,
        };

    public void Toggle()
    {
        IsOn = !IsOn;
        (_step, DueAt) = (null, null);
    }

    /// <summary>The visitor takes the play.</summary>
    public void Stop()
    {
        if (IsOn)
        {
            Toggle();
        }
    }

    public void Skip(DateTimeOffset now) => DueAt = DueAt is null ? null : now;

    /// <summary>What is due now at this step, at most once for each pause.</summary>
    /// <param name="step">Reached.</param>
    /// <param name="now">On the fleet clock.</param>
    /// <param name="isUnderWay">Whether an attempt runs: a second offer would take its connection away.</param>
    public StageAct Due(StoryStep step, DateTimeOffset now, bool isUnderWay = false)
    {
        if (!IsOn || isUnderWay)
        {
            (_step, DueAt) = (null, null);
            return StageAct.None;
        }

        if (_step != step)
        {
            _step = step;
            DueAt = NextAt(step) == StageAct.None ? null : now + PauseAt(step);
        }

        if (DueAt is not { } due || now < due)
        {
            return StageAct.None;
        }

        DueAt = now + Again;
        return NextAt(step);
    }

    private static TimeSpan PauseAt(StoryStep step) =>
        TimeSpan.FromSeconds(
            step switch
            {
                StoryStep.Before => 3,
                StoryStep.Playing => 5,
                StoryStep.Picture => 12,
                StoryStep.Offer => 10,
                _ => 3,
            }
        );
}
