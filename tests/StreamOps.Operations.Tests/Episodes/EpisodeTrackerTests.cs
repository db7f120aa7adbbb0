using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Episodes;

public sealed class EpisodeTrackerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Offset = TimeSpan.FromSeconds(3);

    private RescueAttempt? _attempt;

    [Fact]
    public void A_loss_opens_an_episode_with_its_window_in_service_time()
    {
        var tracked = Assert.Single(Observe(NewTracker(), Lost(1)).Episodes);

        Assert.Equal((1L, EpisodeOutcome.Open, Noon + Offset), (tracked.Episode.Epoch, tracked.Episode.Outcome, tracked.Episode.LostAt));
        Assert.Equal(Noon.AddSeconds(-2) + Offset, tracked.Window.EnteredEarliest);
    }

    [Theory]
    [InlineData("CONNECTED", "", EpisodeOutcome.CameBack)]
    [InlineData("TERMINATED", "reconnectionTimeout", EpisodeOutcome.TooLate)]
    [InlineData("TERMINATED", "connectionTimeout", EpisodeOutcome.TooLate)]
    [InlineData("TERMINATED", "apiTerminated", EpisodeOutcome.Terminated)]
    [InlineData("TERMINATED", "applicationExit", EpisodeOutcome.Ended)]
    [InlineData("ERROR", "internalError", EpisodeOutcome.Ended)]
    public void What_comes_next_closes_it_with_its_outcome_and_reason(string status, string reason, EpisodeOutcome outcome)
    {
        var tracker = NewTracker();
        Observe(tracker, Lost(1));

        var ended = Assert.Single(Observe(tracker, Seen(status, reason)).Episodes).Episode;

        Assert.Equal((outcome, reason), (ended.Outcome, ended.StatusReason));
        Assert.NotNull(ended.EndedAt);
    }

    [Fact]
    public void Connected_after_our_answer_is_a_recovery()
    {
        var tracker = NewTracker();
        Observe(tracker, Lost(1));
        _attempt = AnsweredAt(Noon.AddSeconds(20));

        Assert.Equal(EpisodeOutcome.Recovered, Assert.Single(Observe(tracker, Seen("CONNECTED")).Episodes).Episode.Outcome);
    }

    [Fact]
    public void An_answer_of_an_earlier_loss_is_no_recovery_of_this_one()
    {
        var tracker = NewTracker();
        _attempt = AnsweredAt(Noon.AddSeconds(-60));
        Observe(tracker, Lost(1));

        Assert.Equal(EpisodeOutcome.CameBack, Assert.Single(Observe(tracker, Seen("CONNECTED")).Episodes).Episode.Outcome);
    }

    [Fact]
    public void What_the_rescue_itself_causes_belongs_to_the_same_episode()
    {
        var tracker = NewTracker();
        Observe(tracker, Lost(1));

        Assert.Empty(Observe(tracker, Lost(1) with { Session = Session("RECONNECTING") }).Episodes);
        var active = Assert.Single(Observe(tracker, Lost(1, WindowKind.Connect) with { Session = Session("ACTIVE") }).Episodes);

        Assert.Equal((EpisodeOutcome.Open, WindowKind.Connect), (active.Episode.Outcome, active.Window.Kind));
    }

    [Fact]
    public void Another_loss_closes_the_first_episode_and_opens_a_second()
    {
        var tracker = NewTracker();
        Observe(tracker, Lost(1));

        var episodes = Observe(tracker, Lost(2)).Episodes;

        Assert.Equal(
            [(1L, EpisodeOutcome.CameBack), (2L, EpisodeOutcome.Open)],
            episodes.Select(e => (e.Episode.Epoch, e.Episode.Outcome))
        );
    }

    [Fact]
    public void A_session_that_the_service_denies_closes_it_as_no_longer_listed_and_one_that_is_back_goes_on_with_it()
    {
        var tracker = NewTracker();
        Observe(tracker, Lost(1));

        var gone = Assert.Single(Observe(tracker, Lost(1) with { Window = null, IsListed = false, IsGone = true }).Episodes).Episode;
        var again = Assert.Single(Observe(tracker, Lost(1)).Episodes).Episode;

        Assert.Equal((EpisodeOutcome.NoLongerListed, Noon + Offset), (gone.Outcome, gone.EndedAt));
        Assert.Equal((1L, EpisodeOutcome.Open, null), (again.Epoch, again.Outcome, again.EndedAt));
    }

    [Fact]
    public void A_session_that_is_active_for_the_first_time_is_no_episode()
    {
        var never = Lost(1, WindowKind.Connect) with { Session = Session("ACTIVE") };

        Assert.Empty(Observe(NewTracker(), never).Episodes);
    }

    [Fact]
    public void A_status_is_noted_when_first_seen_and_when_it_changes_and_not_in_between()
    {
        var tracker = NewTracker();

        Assert.Single(Observe(tracker, Seen("CONNECTED")).Seen);
        Assert.Empty(Observe(tracker, Seen("CONNECTED")).Seen);
        Assert.Equal("PENDING_CLIENT_RECONNECTION", Assert.Single(Observe(tracker, Lost(1)).Seen).Status.Status.Value);
    }

    [Fact]
    public void The_last_update_is_believed_only_between_the_two_reads()
    {
        var session = Seen("CONNECTED");
        var between = session with { StatusUpdatedAt = Noon.AddSeconds(-1) + Offset };
        var before = session with { StatusUpdatedAt = Noon.AddSeconds(-90) };

        Assert.Equal(Noon.AddSeconds(-1) + Offset, Assert.Single(Observe(NewTracker(), between).Seen).Status.BeganExpected);
        Assert.Equal(Noon.AddSeconds(-2) + Offset, Assert.Single(Observe(NewTracker(), before).Seen).Status.BeganExpected);
    }

    [Theory]
    [InlineData("", -1)]
    [InlineData("SUCCEEDED", -2)]
    public void An_export_does_not_pass_for_the_moment_in_which_a_status_began(string exportStatus, int begunAt)
    {
        var connected = Read(before: null, Session("CONNECTED") with { LastUpdatedAt = Noon.AddSeconds(-90) + Offset }, at: -2);
        var ended = Session("TERMINATED") with { LastUpdatedAt = Noon.AddSeconds(-1) + Offset, ExportFilesStatus = exportStatus };

        var seen = Assert.Single(Observe(NewTracker(), Read(connected, ended, at: 0)).Seen);

        Assert.Equal(Noon.AddSeconds(begunAt) + Offset, seen.Status.BeganExpected);
    }

    /// <summary>The session after a read that takes no time.</summary>
    private static LiveStreamSession Read(LiveStreamSession? before, StreamSession session, int at) =>
        SessionRules.After(
            before,
            before?.StatusSinceLatest ?? default,
            new SessionRead(session, Noon.AddSeconds(at), Noon.AddSeconds(at)),
            serviceTime => serviceTime - Offset
        );

    private EpisodeTracker NewTracker() => new([], new Dictionary<StreamSessionArn, SeenStatus>(), _ => _attempt);

    private static EpisodeBatch Observe(EpisodeTracker tracker, LiveStreamSession session) =>
        tracker.Observe([(session.Arn, session)], Offset, Noon + Offset);

    private static StreamSession Session(string status, string reason = "") =>
        A.StreamSession().In(new StreamSessionStatus(status)) with
        {
            StatusReason = reason,
        };

    private static LiveStreamSession Seen(string status, string reason = "") =>
        new()
        {
            Session = Session(status, reason),
            StatusSinceEarliest = Noon.AddSeconds(-2),
            StatusSinceLatest = Noon,
        };

    private static LiveStreamSession Lost(long epoch, WindowKind kind = WindowKind.Reach) =>
        Seen("PENDING_CLIENT_RECONNECTION") with
        {
            Window = new ReconnectionWindow
            {
                Kind = kind,
                Epoch = epoch,
                EnteredEarliest = Noon.AddSeconds(-2),
                EnteredExpected = Noon,
                EnteredLatest = Noon,
                ConnectionTimeout = TimeSpan.FromSeconds(120),
            },
        };

    private static RescueAttempt AnsweredAt(DateTimeOffset at) =>
        new()
        {
            Id = Guid.NewGuid(),
            Session = A.Arn(),
            WindowEpoch = 1,
            Number = 1,
            ClientToken = "t",
            Operator = "Mara",
            State = RescueState.Answered,
            RequestedAt = at,
            AnsweredAt = at,
            Deadline = at,
        };
}
