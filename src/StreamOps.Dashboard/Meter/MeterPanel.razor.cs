using StreamOps.Operations.Fleet;
using StreamOps.Operations.Meter;

namespace StreamOps.Dashboard.Meter;

/// <summary>What the reads cost and show: read once a second while it stands open, and drawn then or when another share is tried, whatever else changes around it.</summary>
public sealed partial class MeterPanel(PollMeter meter, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private MeterReading _reading = null!;
    private int? _tried;
    private ITimer? _timer;

    /// <summary>The stream groups that whoever looks may see.</summary>
    [Parameter, EditorRequired]
    public required GroupSight Sight { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private int Percent => _tried ?? (int)Math.Round(_reading.Share * 100);

    public override async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
        {
            await timer.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    // Drawn at first in any case.
    protected override void OnInitialized() => _reading = meter.Read(Sight);

    protected override void OnAfterRender(bool firstRender) =>
        _timer ??= time.CreateTimer(static panel => ((MeterPanel)panel!).ReadAgain(), this, Interval, Interval);

    // Whatever picture comes: it is drawn by its own timer.
    protected override bool ShowsOther() => false;

    private void ReadAgain() => OnRenderer(Read);

    private void Read() => _reading = meter.Read(Sight);

    private void Try(int percent) => _tried = percent;
}
