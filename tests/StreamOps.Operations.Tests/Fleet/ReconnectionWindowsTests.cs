using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>One session read again and again; service time and fleet time are the same here.</summary>
public sealed class ReconnectionWindowsTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
    private LiveStreamSession? _session;
    private DateTimeOffset _lastSentAt;

    [Fact]
    public void The_window_began_between_the_last_other_read_and_this_one_and_likely_at_the_last_update()
    {
        Read(StreamSessionStatus.Connected, at: 0, updatedAt: -100);
        Read(StreamSessionStatus.PendingClientReconnection, at: 10, updatedAt: 7);

        Assert.Equal(WindowKind.Reach, Window.Kind);
        Assert.Equal(Start.AddSeconds(120), Window.EarliestEnd);
        Assert.Equal(Start.AddSeconds(127), Window.ExpectedEnd);
        Assert.Equal(Start.AddSeconds(130.1), Window.LatestEnd);
        Assert.Equal(Start.AddSeconds(7).ToUnixTimeMilliseconds(), Window.Epoch);
    }

    [Theory]
    [InlineData(6.0, 7.0, 126.0)]
    [InlineData(7.5, 7.0, 127.0)]
    public void A_list_without_the_session_narrows_the_start_when_the_last_update_agrees(double absentAt, double updatedAt, double end)
    {
        Read(StreamSessionStatus.Connected, at: 0, updatedAt: -100);
        Read(StreamSessionStatus.PendingClientReconnection, at: 10, updatedAt, absentAt: absentAt);

        Assert.Equal(Start.AddSeconds(end), Window.EarliestEnd);
        Assert.Equal(Start.AddSeconds(127), Window.ExpectedEnd);
    }

    [Theory]
    [InlineData(9.5, 7.0)]
    [InlineData(6.0, -5.0)]
    [InlineData(6.0, null)]
    public void A_list_without_the_session_is_not_believed_against_the_last_update(double absentAt, double? updatedAt)
    {
        Read(StreamSessionStatus.Connected, at: 0, updatedAt: -100);
        Read(StreamSessionStatus.PendingClientReconnection, at: 10, updatedAt, absentAt: absentAt);

        Assert.Equal(Start.AddSeconds(120), Window.EarliestEnd);
    }

    [Theory]
    [InlineData(-5.0)]
    [InlineData(11.0)]
    [InlineData(null)]
    public void An_update_outside_the_reads_cannot_be_the_loss(double? updatedAt)
    {
        Read(StreamSessionStatus.Connected, at: 0, updatedAt: -100);
        Read(StreamSessionStatus.PendingClientReconnection, at: 10, updatedAt);

        Assert.Equal(Window.EarliestEnd, Window.ExpectedEnd);
    }

    [Fact]
    public void An_update_by_an_export_is_not_taken_for_the_loss()
    {
        Read(StreamSessionStatus.Connected, at: 0, updatedAt: -100);
        Read(StreamSessionStatus.PendingClientReconnection, at: 10, updatedAt: 9, export: "PENDING");

        Assert.Equal(Start.AddSeconds(120), Window.ExpectedEnd);
    }

    [Fact]
    public void A_session_first_seen_waiting_may_wait_since_it_was_created()
    {
        Read(StreamSessionStatus.PendingClientReconnection, at: 10, updatedAt: 7);

        Assert.Equal(Start.AddMinutes(-10), Window.EnteredEarliest);
        Assert.Equal(Start.AddSeconds(7), Window.EnteredExpected);
        Assert.True(_session!.WasConnected);
    }

    [Fact]
    public void The_length_of_the_session_caps_every_end()
    {
        Read(StreamSessionStatus.Connected, at: 0, updatedAt: -100, hasDetails: false);
        _session = SessionRules.WithDetails(_session!, A.StreamSession().Details(120, sessionLengthSeconds: 660), time => time);
        Read(StreamSessionStatus.PendingClientReconnection, at: 10, updatedAt: 7);

        Assert.Equal(Start.AddSeconds(60), Window.ExpectedEnd);
    }

    [Fact]
    public void Reconnecting_stops_the_figure_and_changes_nothing_else()
    {
        Lost();
        var before = Window;
        Read(StreamSessionStatus.Reconnecting, at: 20, updatedAt: 19);

        Assert.Equal(before with { FrozenAt = Start.AddSeconds(20.1) }, Window);
    }

    [Fact]
    public void Active_again_is_a_new_window_of_the_same_episode_with_the_old_end_as_a_warning()
    {
        Lost();
        var old = Window;
        Read(StreamSessionStatus.Reconnecting, at: 20, updatedAt: 19);
        Read(StreamSessionStatus.Active, at: 22, updatedAt: 21);

        Assert.Equal(WindowKind.Connect, Window.Kind);
        Assert.Equal(old.Epoch, Window.Epoch);
        Assert.Equal(old.ExpectedEnd, Window.CautiousEnd);
        Assert.Equal(Start.AddSeconds(141), Window.ExpectedEnd);
        Assert.Null(Window.FrozenAt);
    }

    [Fact]
    public void The_old_end_is_known_even_when_the_timeout_came_late()
    {
        Read(StreamSessionStatus.Connected, at: 0, updatedAt: -100, hasDetails: false);
        Read(StreamSessionStatus.PendingClientReconnection, at: 10, updatedAt: 7, hasDetails: false);
        Read(StreamSessionStatus.Active, at: 22, updatedAt: 21, hasDetails: false);
        var unknown = Window.ExpectedEnd;

        _session = SessionRules.WithDetails(_session!, A.StreamSession().Details(), time => time);

        Assert.Null(unknown);
        Assert.Equal(Start.AddSeconds(127), Window.CautiousEnd);
    }

    [Fact]
    public void Active_for_the_first_time_waits_for_a_client_too()
    {
        Read(StreamSessionStatus.Activating, at: 0, updatedAt: -5);
        var activating = _session!.Window;
        Read(StreamSessionStatus.Active, at: 10, updatedAt: 8);

        Assert.Null(activating);
        Assert.Equal(WindowKind.Connect, Window.Kind);
        Assert.Null(Window.CautiousEnd);
        Assert.False(_session!.WasConnected);
    }

    [Fact]
    public void Connected_drops_the_window_and_the_next_loss_is_another_episode()
    {
        Lost();
        var first = Window;
        Read(StreamSessionStatus.Connected, at: 20, updatedAt: 19);
        var connected = _session!.Window;
        Read(StreamSessionStatus.PendingClientReconnection, at: 30, updatedAt: 29);

        Assert.Null(connected);
        Assert.NotEqual(first.Epoch, Window.Epoch);
    }

    [Fact]
    public void A_later_update_while_waiting_is_another_loss_but_the_old_end_still_warns()
    {
        Lost();
        var old = Window;
        Read(StreamSessionStatus.PendingClientReconnection, at: 30, updatedAt: 25);

        Assert.NotEqual(old.Epoch, Window.Epoch);
        Assert.Equal(Start.AddSeconds(145), Window.ExpectedEnd);
        Assert.Equal(old.ExpectedEnd, Window.CautiousEnd);
        Assert.Equal(Start.AddSeconds(10), Window.EnteredEarliest);
    }

    [Fact]
    public void A_later_update_by_an_export_is_the_same_window()
    {
        Lost();
        var old = Window;
        Read(StreamSessionStatus.PendingClientReconnection, at: 30, updatedAt: 25, export: "PENDING");

        Assert.Same(old, Window);
    }

    [Fact]
    public void A_failed_reconnection_waits_again_in_the_same_episode()
    {
        Lost();
        var old = Window;
        Read(StreamSessionStatus.Reconnecting, at: 20, updatedAt: 19);
        Read(StreamSessionStatus.PendingClientReconnection, at: 25, updatedAt: 24);

        Assert.Equal(old.Epoch, Window.Epoch);
        Assert.Equal(old.ExpectedEnd, Window.CautiousEnd);
        Assert.Null(Window.FrozenAt);
    }

    [Theory]
    [InlineData("ACTIVATING")]
    [InlineData("TERMINATING")]
    [InlineData("TERMINATED")]
    [InlineData("ERROR")]
    [InlineData("HIBERNATING")]
    public void No_other_status_has_a_window(string status)
    {
        Lost();
        Read(new StreamSessionStatus(status), at: 20, updatedAt: 19);

        Assert.Null(_session!.Window);
    }

    [Fact]
    public void A_read_that_shows_the_same_leaves_the_same_object()
    {
        Lost();
        var before = _session;
        Read(StreamSessionStatus.PendingClientReconnection, at: 11, updatedAt: 7);

        Assert.Same(before, _session);
    }

    private ReconnectionWindow Window => _session!.Window!;

    private void Lost()
    {
        Read(StreamSessionStatus.Connected, at: 0, updatedAt: -100);
        Read(StreamSessionStatus.PendingClientReconnection, at: 10, updatedAt: 7);
    }

    private void Read(
        StreamSessionStatus status,
        double at,
        double? updatedAt,
        string export = "",
        bool hasDetails = true,
        double? absentAt = null
    )
    {
        var session = A.StreamSession().In(status) with
        {
            CreatedAt = Start.AddMinutes(-10),
            LastUpdatedAt = updatedAt is { } seconds ? Start.AddSeconds(seconds) : null,
            ExportFilesStatus = export,
        };
        var read = new SessionRead(session, Start.AddSeconds(at), Start.AddSeconds(at + 0.1))
        {
            AbsentAt = absentAt is { } moment ? Start.AddSeconds(moment) : null,
        };
        _session = SessionRules.After(_session, _lastSentAt, read, time => time);
        _session = hasDetails ? SessionRules.WithDetails(_session, session.Details(), time => time) : _session;
        _lastSentAt = read.SentAt;
    }
}
