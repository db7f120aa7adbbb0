using StreamOps.Dashboard.Live;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.StreamGroups;

public sealed partial class StreamGroupsPage(Attention attention, FleetClock clock) : IDisposable
{
    private IDisposable? _attention;

    [CascadingParameter]
    public FleetPicture Fleet { get; set; } = FleetPicture.Empty;

    public void Dispose() => _attention?.Dispose();

    protected override void OnInitialized() => _attention = attention.To((before, after) => !ReferenceEquals(before.Totals, after.Totals));
}
