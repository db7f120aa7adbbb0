using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Meter;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Shell;

public sealed partial class TopBar(ServiceInView service)
{
    private Face _face;
    private bool _isMeterOpen;

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    [Parameter]
    public CurrentOperator? Operator { get; set; }

    /// <summary>The stream groups that whoever looks may see: of others the meter tells nothing.</summary>
    [Parameter]
    public GroupSight Sight { get; set; } = GroupSight.None;

    protected override bool ShowsOther() =>
        Changes(ref _face, new Face(Fleet.Waiting.Count, Fleet.LiveInPassing, Fleet.Snapshot.Health, Operator, Sight));

    private void ToggleMeter() => _isMeterOpen = !_isMeterOpen;

    private readonly record struct Face(int Waiting, int Live, PollHealth? Health, CurrentOperator? Operator, GroupSight? Sight);
}
