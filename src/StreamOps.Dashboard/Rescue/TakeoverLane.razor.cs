using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using StreamOps.Dashboard.Player;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Live;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StreamSessions;

namespace StreamOps.Dashboard.Rescue;

public sealed partial class TakeoverLane
{
    [Inject]
    public required IJSRuntime Js { get; init; }

    [Inject]
    public required WebSdk Sdk { get; init; }

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
            await using var module = await Microsoft.JSInterop.JSRuntimeExtensions.InvokeAsync<Microsoft.JSInterop.IJSObjectReference>(
                Js,
                "import",
                "/js/takeover.js"
            );
        }
    }

    private string Why => Verdict.IsAllowed ? "The audit keeps it from start to end." : Verdict.Reason;
}
