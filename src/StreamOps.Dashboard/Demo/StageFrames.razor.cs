namespace StreamOps.Dashboard.Demo;

public sealed partial class StageFrames
{
    private const string Allowed = "autoplay *; fullscreen *; gamepad *; camera *; microphone *";

    /// <summary>Base address of the emulator.</summary>
    [Parameter, EditorRequired]
    public required Uri Emulator { get; set; }

    /// <summary>Changes with each evening: then both windows begin anew.</summary>
    [Parameter]
    public int Run { get; set; }

    /// <summary>Whether a host is attached: without one a game would start that nobody draws.</summary>
    [Parameter]
    public bool HasHost { get; set; }

    [Parameter]
    public bool CanOpenLink { get; set; }

    [Parameter]
    public bool IsLinkOpen { get; set; }

    /// <summary>Whether the player closed the game's own page, as one closes a tab.</summary>
    [Parameter]
    public bool IsPageClosed { get; set; }

    [Parameter]
    public EventCallback OnClosePage { get; set; }

    [Parameter]
    public EventCallback OnOpenLink { get; set; }

    [Parameter]
    public EventCallback OnCloseLink { get; set; }
}
