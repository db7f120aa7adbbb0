using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Claims;

public sealed class ClaimRulesTests
{
    private static readonly DateTimeOffset Now = APicture.Now;

    private static readonly Person Mara = new("Mara");
    private static readonly Person Jon = new("Jon");

    [Theory]
    [InlineData(120, 30)]
    [InlineData(90, 30)]
    [InlineData(60, 20)]
    [InlineData(9, 3)]
    [InlineData(3600, 30)]
    public void A_lease_is_thirty_seconds_and_never_over_a_third_of_the_window(int windowSeconds, int leaseSeconds) =>
        Assert.Equal(TimeSpan.FromSeconds(leaseSeconds), ClaimRules.LeaseIn(TimeSpan.FromSeconds(windowSeconds)));

    [Fact]
    public void A_window_whose_length_is_not_known_has_the_whole_lease() => Assert.Equal(ClaimRules.Lease, ClaimRules.LeaseIn(null));

    // Held by Mara for 22 s more; lapsed a second ago; given back.
    [Theory]
    [InlineData("none", nameof(ClaimTrigger.Claim), "Jon", "Jon 30")]
    [InlineData("none", nameof(ClaimTrigger.Renew), "Jon", "")]
    [InlineData("none", nameof(ClaimTrigger.Release), "Jon", "")]
    [InlineData("none", nameof(ClaimTrigger.Take), "Jon", "Jon 30")]
    [InlineData("held", nameof(ClaimTrigger.Claim), "Jon", "Mara 22")]
    [InlineData("held", nameof(ClaimTrigger.Renew), "Jon", "Mara 22")]
    [InlineData("held", nameof(ClaimTrigger.Release), "Jon", "Mara 22")]
    [InlineData("held", nameof(ClaimTrigger.Take), "Jon", "Jon 30 from Mara")]
    [InlineData("held", nameof(ClaimTrigger.Claim), "Mara", "Mara 30")]
    [InlineData("held", nameof(ClaimTrigger.Renew), "Mara", "Mara 30")]
    [InlineData("held", nameof(ClaimTrigger.Release), "Mara", "Mara 0")]
    [InlineData("held", nameof(ClaimTrigger.Take), "Mara", "Mara 30")]
    [InlineData("lapsed", nameof(ClaimTrigger.Claim), "Jon", "Jon 30")]
    [InlineData("lapsed", nameof(ClaimTrigger.Renew), "Jon", "Mara -1")]
    [InlineData("lapsed", nameof(ClaimTrigger.Take), "Jon", "Jon 30")]
    [InlineData("lapsed", nameof(ClaimTrigger.Renew), "Mara", "Mara 30")]
    [InlineData("lapsed", nameof(ClaimTrigger.Release), "Mara", "Mara -1")]
    [InlineData("released", nameof(ClaimTrigger.Claim), "Jon", "Jon 30")]
    [InlineData("released", nameof(ClaimTrigger.Renew), "Mara", "Mara -1")]
    [InlineData("released", nameof(ClaimTrigger.Claim), "Mara", "Mara 30")]
    public void What_a_trigger_makes_of_a_claim(string standing, string trigger, string by, string expected)
    {
        var claim = Standing(standing);
        var wish = new ClaimWish(A.Arn(), 1, new Person(by), Now, ClaimRules.Lease) { From = claim?.By };

        var after = ClaimRules.Apply(claim, Enum.Parse<ClaimTrigger>(trigger), wish);

        var told = after is null ? "" : $"{after.Operator} {(after.Until - Now).TotalSeconds:0}";
        Assert.Equal(expected, after?.TakenFrom is { } from ? $"{told} from {from.Name}" : told);
    }

    [Fact]
    public void Nobody_is_passed_over_who_was_not_seen_to_hold_it()
    {
        var claim = Standing("held");
        var wish = new ClaimWish(A.Arn(), 1, Jon, Now, ClaimRules.Lease) { From = new Person("Tom") };

        Assert.Same(claim, ClaimRules.Apply(claim, ClaimTrigger.Take, wish));
    }

    [Fact]
    public void A_subject_says_whose_a_claim_is_whatever_they_are_called()
    {
        var claim = Standing("held")! with { By = new Person("Mara", "sub-1", "operator") };

        Assert.False(claim.IsAnothers(new Person("Mara Q.", "sub-1"), Now));
        Assert.True(claim.IsAnothers(new Person("Mara", "sub-2"), Now));
        Assert.True(claim.IsAnothers(Mara, Now));
        Assert.True(claim.IsAnothers(null, Now));
    }

    [Fact]
    public void A_renewal_right_after_another_one_is_not_written()
    {
        var claim = Standing("held")! with { Until = Now.AddSeconds(29.5) };
        var wish = new ClaimWish(A.Arn(), 1, Mara, Now, ClaimRules.Lease);

        Assert.Same(claim, ClaimRules.Apply(claim, ClaimTrigger.Renew, wish));
    }

    [Theory]
    [InlineData(RescueState.Connected, true)]
    [InlineData(RescueState.Expired, true)]
    [InlineData(RescueState.Superseded, true)]
    [InlineData(RescueState.Failed, false)]
    [InlineData(RescueState.Abandoned, false)]
    [InlineData(RescueState.Delivered, false)]
    [InlineData(null, false)]
    public void A_rescue_that_is_over_takes_no_claim(RescueState? newest, bool isOver) => Assert.Equal(isOver, ClaimRules.IsOver(newest));

    [Theory]
    [InlineData("waiting", false, "")]
    [InlineData("waiting", true, StreamSessionActions.ReadOnly)]
    [InlineData("too late", false, StreamSessionActions.WindowClosed)]
    [InlineData("plays", false, "The player is connected. There is nobody to bring back.")]
    [InlineData("on the way back", false, "")]
    [InlineData("on the way back", true, StreamSessionActions.ReadOnly)]
    [InlineData("gone from the list", false, "The session is not in the list any more.")]
    public void Whom_somebody_may_take_in_hand(string player, bool isReadOnly, string why)
    {
        var session = player switch
        {
            "waiting" => APicture.Waiting("s1", 60),
            "too late" => APicture.Waiting("s1", -60),
            "plays" => APicture.Session("s1"),
            "on the way back" => APicture.Waiting("s1", 60) with { Session = A.StreamSession("s1").In(StreamSessionStatus.Reconnecting) },
            _ => null,
        };
        var rescue = session is null
            ? ActionVerdict.Refused(why)
            : StreamSessionActions.For(StreamSessionAction.Rescue, session.Status, StreamGroupStatus.Active, isReadOnly);

        var verdict = ClaimRules.VerdictFor(session, rescue, isReadOnly, Now);

        Assert.Equal((why.Length == 0, why), (verdict.IsAllowed, verdict.Reason));
    }

    private static Claim? Standing(string standing) =>
        standing switch
        {
            "held" => APicture.Claim(),
            "lapsed" => APicture.Claim() with { Until = Now.AddSeconds(-1) },
            "released" => APicture.Claim() with { Until = Now.AddSeconds(-1), IsReleased = true },
            _ => null,
        };
}
