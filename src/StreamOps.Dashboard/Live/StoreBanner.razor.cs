using StreamOps.Operations.Store;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Live;

/// <summary>Says, as long as the store cannot be used, that acts are refused and why.</summary>
public sealed partial class StoreBanner(StoreOutage outage, FleetClock clock)
{
    private StoreAbsence? _drawn;

    public override async ValueTask DisposeAsync()
    {
        outage.Changed -= OnChanged;
        await base.DisposeAsync();
    }

    protected override void OnInitialized() => _drawn = outage.Current;

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        outage.Changed += OnChanged;
        // What changed before it was told of changes.
        if (!ReferenceEquals(_drawn, outage.Current))
        {
            StateHasChanged();
        }
    }

    private void OnChanged(object? sender, EventArgs arguments) => OnRenderer(() => { });
}
