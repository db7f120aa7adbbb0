using Microsoft.JSInterop;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.StreamSessions;

public sealed partial class SidePanels(NavigationManager navigation, Attention attention, Looking looking, IJSRuntime js) : IDisposable
{
    private IDisposable? _attention;
    private string? _focusAfterClose;
    private Found? _found;
    private Face _face;

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    [Parameter]
    public string? SessionId { get; set; }

    [Parameter]
    public string? RescueId { get; set; }

    private string CloseAddress =>
        navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["rescue"] = null, ["session"] = null }
        );

    [CascadingParameter]
    public CurrentOperator? Operator { get; set; }

    public void Dispose()
    {
        looking.At(null, null);
        _attention?.Dispose();
    }

    protected override void OnInitialized() =>
        _attention = attention.To((before, after) => LooksOther(before, after, RescueId) || LooksOther(before, after, SessionId));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        looking.At(Arn(RescueId) ?? Arn(SessionId, orGone: true), Operator?.Actor.Person);
        var open = RescueId is { Length: > 0 } ? RescueId : SessionId;
        if (string.IsNullOrEmpty(open) && _focusAfterClose is { } closed)
        {
            // The focus goes back to the row that opened the panel.
            _focusAfterClose = null;
            await using var keys = await js.InvokeAsync<IJSObjectReference>("import", "./js/keys.js");
            await keys.InvokeVoidAsync("focusRow", closed);
        }
        else if (!string.IsNullOrEmpty(open))
        {
            _focusAfterClose = open;
        }
    }

    // With no panel open no picture shows.
    protected override bool ShowsOther() =>
        Changes(
            ref _face,
            new Face(SessionId, RescueId, Operator, string.IsNullOrEmpty(SessionId) && string.IsNullOrEmpty(RescueId) ? null : Fleet)
        );

    // Once found, a session stays found: it may leave the fleet while its panel is open.
    private StreamSessionArn? Arn(string? id, bool orGone = false)
    {
        if (string.IsNullOrEmpty(id))
        {
            return null;
        }

        if (_found is { } found && string.Equals(found.Id, id, StringComparison.Ordinal))
        {
            return Fleet.Snapshot.Cut?.Shows(found.Arn) != false ? found.Arn : null;
        }

        if ((Fleet.Find(id) ?? (orGone ? GoneOf(id) : null)) is not { } arn)
        {
            return null;
        }

        _found = new Found(id, arn);
        return arn;
    }

    // A session that the fleet holds no more is named by its whole ARN, as the audit has it.
    private StreamSessionArn? GoneOf(string id) =>
        Fleet.Snapshot.IsComplete && StreamSessionArn.TryParse(id, out var arn) && Fleet.Snapshot.Cut?.Shows(arn) != false ? arn : null;

    // A panel without a session looks for it in all that comes.
    private bool LooksOther(FleetPicture before, FleetPicture after, string? id) =>
        !string.IsNullOrEmpty(id)
        && (
            _found is not { Arn: var arn } found
            || !string.Equals(found.Id, id, StringComparison.Ordinal)
            || !ReferenceEquals(before.Snapshot.Sessions.GetValueOrDefault(arn), after.Snapshot.Sessions.GetValueOrDefault(arn))
            || !ReferenceEquals(before.Rescues.GetValueOrDefault(arn), after.Rescues.GetValueOrDefault(arn))
            || !ReferenceEquals(before.Links.GetValueOrDefault(arn), after.Links.GetValueOrDefault(arn))
            || !ReferenceEquals(before.StandBy.GetValueOrDefault(arn), after.StandBy.GetValueOrDefault(arn))
            || !ReferenceEquals(before.Claims.GetValueOrDefault(arn), after.Claims.GetValueOrDefault(arn))
            || !ReferenceEquals(before.Onlookers.GetValueOrDefault(arn), after.Onlookers.GetValueOrDefault(arn))
        );

    private sealed record Found(string Id, StreamSessionArn Arn);

    private readonly record struct Face(string? SessionId, string? RescueId, CurrentOperator? Operator, FleetPicture? Fleet);
}
