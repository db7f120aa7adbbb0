using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Shell;

public sealed partial class TopBar(ServiceInView service)
{
    private Face _face;

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    [Parameter]
    public CurrentOperator? Operator { get; set; }

    protected override bool ShowsOther() =>
        Changes(ref _face, new Face(Fleet.Waiting.Count, Fleet.LiveInPassing, Fleet.Snapshot.Health, Operator));

    private readonly record struct Face(int Waiting, int Live, PollHealth? Health, CurrentOperator? Operator);
}
