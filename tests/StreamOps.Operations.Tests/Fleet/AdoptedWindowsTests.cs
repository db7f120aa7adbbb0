using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>What an earlier process knew of a window, met by the first read of this one.</summary>
public sealed class AdoptedWindowsTests : IDisposable
{
    private readonly LiveFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void After_a_restart_the_window_goes_on_with_its_epoch_and_its_bounds_at_the_cautious_side()
    {
        var known = Adopt(WindowKind.Reach, lostBefore: 30);
        Has(StreamSessionStatus.PendingClientReconnection, updatedBefore: 30);

        _feed.Start().Advance(3);

        var window = _feed.Session()!.Window!;
        Assert.Equal(known.Epoch, window.Epoch);
        Assert.InRange((known.EnteredExpected - (window.EnteredExpected + _feed.ServiceClock.Offset)).TotalSeconds, 0, 2.1);
        Assert.Equal(known.EnteredLatest - known.EnteredEarliest, window.EnteredLatest - window.EnteredEarliest);
        Assert.Equal(TimeSpan.FromSeconds(120), window.ConnectionTimeout);
    }

    [Fact]
    public void A_rescue_that_went_on_meanwhile_is_the_same_episode()
    {
        var known = Adopt(WindowKind.Reach, lostBefore: 30);
        Has(StreamSessionStatus.Active, updatedBefore: 10);

        _feed.Start().Advance(3);

        var window = _feed.Session()!.Window!;
        Assert.Equal((WindowKind.Connect, known.Epoch), (window.Kind, window.Epoch));
        Assert.NotNull(window.CautiousEnd);
        Assert.True(_feed.Session()!.WasConnected);
    }

    [Fact]
    public void A_loss_after_a_return_that_nobody_saw_is_another_episode()
    {
        var known = Adopt(WindowKind.Reach, lostBefore: 60);
        Has(StreamSessionStatus.PendingClientReconnection, updatedBefore: 10);

        _feed.Start().Advance(3);

        Assert.NotEqual(known.Epoch, _feed.Session()!.Window!.Epoch);
        Assert.NotNull(_feed.Session()!.Window!.CautiousEnd);
    }

    [Fact]
    public void A_session_that_is_connected_again_has_no_window()
    {
        Adopt(WindowKind.Reach, lostBefore: 30);
        Has(StreamSessionStatus.Connected, updatedBefore: 10);

        _feed.Start().Advance(3);

        Assert.Null(_feed.Session()!.Window);
    }

    private KnownWindow Adopt(WindowKind kind, double lostBefore)
    {
        var lostAt = _feed.Clock.Now.AddSeconds(-lostBefore);
        var window = new KnownWindow(
            A.Arn(),
            kind,
            lostAt.ToUnixTimeMilliseconds(),
            lostAt.AddSeconds(-2),
            lostAt,
            lostAt.AddSeconds(1),
            TimeSpan.FromSeconds(120)
        );
        _feed.Fleet.Adopt([window]);
        return window;
    }

    private void Has(StreamSessionStatus status, double updatedBefore)
    {
        _feed.With(A.StreamSession());
        var session = A.StreamSession().In(status) with
        {
            CreatedAt = _feed.Clock.Now.AddMinutes(-10),
            LastUpdatedAt = _feed.Clock.Now.AddSeconds(-updatedBefore),
        };
        _feed.Service.Sessions[session.Arn] = session.Details();
    }
}
