using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Shell;

public sealed partial class Banners(ServiceInView service, IOptionsSnapshot<OperationsOptions> options)
{
    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    private string Calls =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Fleet.Snapshot.Health.ListCallsPerSecond:0.#} of {Fleet.Snapshot.Health.ListCallsLimit:0.#} list calls a second"
        );
}
