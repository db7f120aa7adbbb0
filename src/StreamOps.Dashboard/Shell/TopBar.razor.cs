using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Shell;

public sealed partial class TopBar(ServiceInView service)
{
    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    [Parameter]
    public CurrentOperator? Operator { get; set; }
}
