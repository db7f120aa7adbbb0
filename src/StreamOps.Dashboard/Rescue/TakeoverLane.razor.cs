using Microsoft.JSInterop;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Player;
using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.Rescue;

public sealed partial class TakeoverLane(IJSRuntime js, WebSdk sdk, ServiceInView service)
{
    [Parameter, EditorRequired]
    public required StreamSessionArn Session { get; set; }

    /// <summary>Whether the session can take a connection now.</summary>
    [Parameter, EditorRequired]
    public required ActionVerdict Verdict { get; set; }

    // Its script is loaded where takeovers are allowed, and nowhere else.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/takeover.js");
        }
    }

    /// <summary>The service answers what the Web SDK asks, and nothing else; the emulator answers any browser.</summary>
    private ActionVerdict Now =>
        sdk.Address is null && service.Kind == ServiceKind.Aws
            ? ActionVerdict.Refused("It needs the Web SDK: set StreamOps:Player:WebSdk.")
            : Verdict;

    private string Why => Now.IsAllowed ? "The audit keeps it from start to end." : Now.Reason;
}
