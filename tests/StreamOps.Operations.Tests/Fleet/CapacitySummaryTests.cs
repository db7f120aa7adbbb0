using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

public sealed class CapacitySummaryTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_allocated_and_not_idle_is_in_use()
    {
        var capacity = Of(new LocationState("us-west-2", "ACTIVE") { AllocatedCapacity = 10, IdleCapacity = 3 });

        Assert.Equal(7, capacity.InUse);
    }

    [Fact]
    public void What_the_service_does_not_report_stays_unknown()
    {
        var capacity = Of(new LocationState("us-west-2", "ACTIVE") { AllocatedCapacity = 10 });

        Assert.Null(capacity.InUse);
        Assert.False(capacity.NewStartsWillWait);
        Assert.False(capacity.IsTargetIdleMissed);
    }

    [Theory]
    [InlineData(0, 10, 10, true)]
    [InlineData(1, 10, 10, false)]
    [InlineData(0, 8, 10, false)]
    public void A_start_waits_only_when_nothing_is_idle_and_nothing_more_may_come(int idle, int allocated, int maximum, bool waits)
    {
        var capacity = Of(
            new LocationState("us-west-2", "ACTIVE")
            {
                IdleCapacity = idle,
                AllocatedCapacity = allocated,
                MaximumCapacity = maximum,
            }
        );

        Assert.Equal(waits, capacity.NewStartsWillWait);
    }

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(2, 2, false)]
    [InlineData(0, 0, false)]
    public void Less_idle_than_asked_for_is_said(int target, int idle, bool isMissed)
    {
        var capacity = Of(new LocationState("us-west-2", "ACTIVE") { TargetIdleCapacity = target, IdleCapacity = idle });

        Assert.Equal(isMissed, capacity.IsTargetIdleMissed);
    }

    [Fact]
    public void Sessions_that_wait_for_a_lost_client_hold_slots_in_their_own_location()
    {
        var capacity = Of(
            new LocationState("us-west-2", "ACTIVE"),
            Session("s1", StreamSessionStatus.PendingClientReconnection),
            Session("s2", StreamSessionStatus.Reconnecting),
            Session("s3", StreamSessionStatus.Connected),
            Session("s4", StreamSessionStatus.Active),
            Session("s5", StreamSessionStatus.Active) with
            {
                WasConnected = true,
            },
            Session("s6", StreamSessionStatus.PendingClientReconnection, "eu-central-1")
        );

        Assert.Equal(3, capacity.HeldByLostSessions);
    }

    [Fact]
    public void A_group_whose_capacity_was_never_read_is_not_in_it()
    {
        var snapshot = FleetSnapshot.Empty with { Groups = FleetSnapshot.Empty.Groups.Add(A.Group, new LiveStreamGroup(A.StreamGroup())) };

        Assert.Empty(CapacitySummary.Of(snapshot, FleetTotals.None.Held));
    }

    private static LocationCapacity Of(LocationState location, params LiveStreamSession[] sessions)
    {
        var snapshot = FleetSnapshot.Empty with
        {
            Groups = FleetSnapshot.Empty.Groups.Add(A.Group, new LiveStreamGroup(A.StreamGroup() with { Locations = [location] })),
            Sessions = FleetSnapshot.Empty.Sessions.AddRange(sessions.Select(session => KeyValuePair.Create(session.Arn, session))),
        };
        return Assert.Single(CapacitySummary.Of(snapshot, FleetPicture.Of(new FleetNews(snapshot, []), APicture.Now).Totals.Held)[A.Group]);
    }

    private static LiveStreamSession Session(string id, StreamSessionStatus status, string location = "us-west-2") =>
        new()
        {
            Session = A.StreamSession(id).In(status) with { Location = location },
            StatusSinceEarliest = Start,
            StatusSinceLatest = Start,
        };
}
