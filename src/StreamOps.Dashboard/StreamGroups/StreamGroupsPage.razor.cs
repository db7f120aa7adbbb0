using StreamOps.Dashboard.Live;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.StreamGroups;

public sealed partial class StreamGroupsPage : IDisposable
{
    private IDisposable? _attention;

    [Inject]
    public required Attention Attention { get; init; }

    [Inject]
    public required FleetClock Clock { get; init; }

    [CascadingParameter]
    public FleetPicture Fleet { get; set; } = FleetPicture.Empty;

    public void Dispose() => _attention?.Dispose();

    protected override void OnInitialized() => _attention = Attention.To((before, after) => !ReferenceEquals(before.Totals, after.Totals));
}
