using Microsoft.AspNetCore.Components;
using StreamOps.Dashboard.Live;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.StreamGroups;

public sealed partial class StreamGroupsPage
{
    [Inject]
    public required FleetClock Clock { get; init; }

    [CascadingParameter]
    public FleetPicture Fleet { get; set; } = FleetPicture.Empty;
}
