using StreamOps.Dashboard.Ladder;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Rescue;

public sealed partial class LapsedNotice(FleetClock clock, TimeProvider time)
{
    // No timer waits for months: one that rings early finds the window open, and waits again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private ITimer? _closing;

    [Parameter]
    public LiveStreamSession? Live { get; set; }

    [Parameter]
    public RescueAttempt? Attempt { get; set; }

    /// <summary>Whether the session takes another attempt.</summary>
    [Parameter, EditorRequired]
    public required ActionVerdict Verdict { get; set; }

    public override async ValueTask DisposeAsync()
    {
        if (_closing is not null)
        {
            await _closing.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override void OnParametersSet() => Wait();

    private void Wait()
    {
        var left = Live is null ? null : ConnectWindow.LapsesAt(Live, Attempt) - clock.Now;
        if (left > TimeSpan.Zero)
        {
            _closing ??= time.CreateTimer(_ => OnRenderer(Wait), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _closing.Change(left < LongestWait ? left.Value + TimeSpan.FromMilliseconds(1) : LongestWait, Timeout.InfiniteTimeSpan);
        }
    }
}
