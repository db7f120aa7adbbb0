using StreamOps.Dashboard.Ladder;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
using StreamOps.Operations.StandBy;

namespace StreamOps.Dashboard.Rescue;

public sealed partial class SendLinkLane
{
    [Parameter, EditorRequired]
    public required StreamSessionArn Session { get; set; }

    /// <summary>The newest link of the episode; null before one was made.</summary>
    [Parameter]
    public RescueLink? Link { get; set; }

    /// <summary>Whether the link still opens anything.</summary>
    [Parameter]
    public bool IsLive { get; set; }

    /// <summary>The page that stands by, the game's own or the rescue page of an earlier loss; null when none does.</summary>
    [Parameter]
    public StandByPage? OpenPage { get; set; }

    /// <summary>Whether that page can be asked for an offer.</summary>
    [Parameter, EditorRequired]
    public required ActionVerdict MayAsk { get; set; }

    [Parameter, EditorRequired]
    public required RescueLadder Ladder { get; set; }

    /// <summary>False while another part of the panel draws the ladder.</summary>
    [Parameter]
    public bool ShowsLadder { get; set; } = true;

    /// <summary>Whether the session can be rescued now.</summary>
    [Parameter, EditorRequired]
    public required ActionVerdict Verdict { get; set; }

    /// <summary>Whether the viewer may end the link.</summary>
    [Parameter]
    public ActionVerdict MayEnd { get; set; } = ActionVerdict.Allowed;

    /// <summary>Where a code is typed, as <c>https://rescue.example.com/rescue</c>.</summary>
    [Parameter]
    public string CodePage { get; set; } = "";

    /// <summary>What keeps links from working everywhere, as a sentence; empty when nothing does.</summary>
    [Parameter]
    public string Limit { get; set; } = "";

    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>The episode that the panel speaks of: with another one all that was said of a link is old news.</summary>
    [Parameter]
    public long? Episode { get; set; }

    /// <summary>How many acts the panel has begun: with another one it is old news why the last link was not made.</summary>
    [Parameter]
    public int Acts { get; set; }

    /// <summary>How often the store came back: then what it alone refused is old news.</summary>
    [Parameter]
    public int Outages { get; set; }

    [Parameter]
    public EventCallback<LinkAct> OnAct { get; set; }

    private Guid? Standing => IsLive ? Link?.Id : null;

    private string Disabled => Verdict.IsAllowed && !IsBusy ? "false" : "true";

    // The picture of a link that stands is shown also while another act is on its way.
    private string QrDisabled => Verdict.IsAllowed && (Standing is not null || !IsBusy) ? "false" : "true";

    private string Spoken => CodePage[(CodePage.IndexOf("//", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..];

    private string Life =>
        Link is null || IsLive ? "dies with the clock"
        : Link.RevokedAt is not null ? "revoked"
        : "its time is over";

    private Task ActAsync(LinkAct act) => VerdictFor(act).IsAllowed ? OnAct.InvokeAsync(act) : Task.CompletedTask;

    private ActionVerdict VerdictFor(LinkAct act) =>
        act switch
        {
            LinkAct.Revoke => MayEnd,
            LinkAct.RescueOpenPage => MayAsk,
            _ => Verdict,
        };
}
