using Bunit;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Shell;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Parts;

public sealed class ShellPartsTests : MudTest
{
    [Fact]
    public void Live_says_how_often_it_looks()
    {
        var mark = Render<FreshnessMark>(parameters =>
            parameters.Add(part => part.Health, new PollHealth { State = PollState.Live, UrgentInterval = TimeSpan.FromSeconds(2) })
        );

        Assert.Contains("every 2 s", mark.Markup, StringComparison.Ordinal);
        Assert.NotNull(mark.Find("age-clock[read]"));
    }

    [Theory]
    [InlineData(PollState.Starting, "starting")]
    [InlineData(PollState.Live, "live every 2 s")]
    [InlineData(PollState.Stale, "stale")]
    public void The_mark_is_named_by_what_it_shows_and_by_what_it_opens(PollState state, string words)
    {
        var opened = 0;
        var mark = Render<FreshnessMark>(parameters =>
            parameters
                .Add(part => part.Health, new PollHealth { State = state, UrgentInterval = TimeSpan.FromSeconds(2) })
                .Add(part => part.OnMeter, () => opened++)
        );

        mark.Find("button.meter-mark").Click();

        var name = string.Join(' ', mark.Find("button.meter-mark").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal($"{words} : what the reads cost, and how old each list is", name);
        Assert.Equal(1, opened);
    }

    [Fact]
    public void Degraded_is_a_quiet_word_that_explains_itself()
    {
        var mark = Render<FreshnessMark>(parameters =>
            parameters.Add(
                part => part.Health,
                new PollHealth
                {
                    State = PollState.Live,
                    UrgentInterval = TimeSpan.FromSeconds(2),
                    IsDegraded = true,
                }
            )
        );

        // A button takes the focus, so that whoever has no mouse reads why.
        var word = mark.Find("button[type=button]");
        Assert.Equal("degraded", word.TextContent);
        var why = mark.Find($"#{word.GetAttribute("aria-describedby")}");
        Assert.Equal("tooltip", why.GetAttribute("role"));
        Assert.Contains("rarer than they should be", why.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "F26")]
    public void A_slip_of_its_own_is_a_quiet_word_that_says_how_late_and_since_when()
    {
        var at = new DateTimeOffset(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
        var slipped = new PollHealth { State = PollState.Live, Slip = new PollSlip(at, TimeSpan.FromSeconds(2.94)) };

        var mark = Render<FreshnessMark>(parameters => parameters.Add(part => part.Health, slipped));

        var word = mark.Find("button[type=button]");
        Assert.Equal("was 2.9 s late", word.TextContent);
        var why = mark.Find($"#{word.GetAttribute("aria-describedby")}");
        Assert.Contains("stood still for 2.9 s", why.TextContent, StringComparison.Ordinal);
        Assert.NotNull(why.QuerySelector("age-clock[since]"));
    }

    [Fact]
    public void A_line_that_is_lost_has_its_own_word_in_the_bar()
    {
        var mark = Render<FreshnessMark>(parameters => parameters.Add(part => part.Health, new PollHealth { State = PollState.Live }));

        Assert.Equal("not live", mark.Find(".freshness > .when-lost").TextContent.Trim());
        Assert.NotNull(mark.Find(".freshness > .when-lost age-clock[read]"));
    }

    [Theory]
    [InlineData(1.2, "6000")]
    [InlineData(2.5, "7500")]
    public void The_browser_is_told_from_when_on_a_read_is_old_by_three_intervals_and_six_seconds_at_least(double interval, string limit)
    {
        var live = new PollHealth { State = PollState.Live, UrgentInterval = TimeSpan.FromSeconds(interval) };

        string? LimitOf(PollHealth health) =>
            Render<FreshnessMark>(parameters => parameters.Add(part => part.Health, health))
                .Find(".freshness")
                .GetAttribute("data-read-limit");

        Assert.Equal(limit, LimitOf(live));
        Assert.Null(LimitOf(live with { UrgentInterval = null }));
        Assert.Null(LimitOf(live with { State = PollState.Stale }));
    }

    [Fact]
    public void Stale_says_since_when_why_and_when_it_tries_again()
    {
        var health = new PollHealth
        {
            State = PollState.Stale,
            LastGoodRead = APicture.Now,
            NextTry = APicture.Now.AddSeconds(8),
            Error = ApiErrorCode.Throttling,
            ErrorOperation = "ListStreamSessions",
        };

        var banner = Render<StaleBanner>(parameters => parameters.Add(part => part.Health, health));

        Assert.Contains("throttled", banner.Markup, StringComparison.Ordinal);
        Assert.Equal(Moment.Attribute(APicture.Now), banner.Find("age-clock[since]").GetAttribute("since"));
        Assert.Equal(Moment.Attribute(APicture.Now.AddSeconds(8)), banner.Find("age-clock[until]").GetAttribute("until"));
        Assert.Equal("trying now", banner.Find("age-clock[until]").GetAttribute("over"));
    }

    [Fact]
    public void Without_a_good_reason_to_speak_the_banner_is_silent()
    {
        Assert.Empty(
            Render<StaleBanner>(parameters => parameters.Add(part => part.Health, new PollHealth { State = PollState.Live })).Markup.Trim()
        );
    }

    [Fact]
    public void A_missing_permission_is_named_as_its_iam_action()
    {
        var health = new PollHealth
        {
            State = PollState.Stale,
            Error = ApiErrorCode.AccessDenied,
            ErrorOperation = "ListStreamGroups",
        };

        Assert.Equal("missing gameliftstreams:ListStreamGroups", ErrorBriefs.Of(health.Error!.Value, health.ErrorOperation));
    }

    [Fact]
    public void The_operators_name_is_marked_as_unverified()
    {
        var mark = Render<OperatorMark>(parameters =>
            parameters.Add(part => part.Operator, new CurrentOperator("Mara Roe", IsVerified: false))
        );

        Assert.Contains("unverified", mark.Find(".operator-mark").GetAttribute("title"), StringComparison.Ordinal);
        Assert.Contains("MR", mark.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_that_may_not_be_taken_keeps_its_focus_and_says_why()
    {
        var link = Render<ActionLink>(parameters =>
            parameters
                .Add(part => part.Href, "/x")
                .Add(part => part.Label, "Rescue")
                .Add(part => part.Verdict, new ActionVerdict(false, "Read-only here."))
        );

        var shown = link.Find("a");
        Assert.Equal("true", shown.GetAttribute("aria-disabled"));
        Assert.False(shown.HasAttribute("href"));
        Assert.Contains("Read-only here.", link.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_stands_with_its_code_and_request()
    {
        var failed = new CommandResult.Failed("The service had a fault.", ApiErrorCode.InternalServer, "7d41", IsUnknown: false);

        var note = Render<CommandNote>(parameters => parameters.Add(part => part.Result, failed).Add(part => part.Done, "Done."));

        Assert.Contains("InternalServerException", note.Markup, StringComparison.Ordinal);
        Assert.NotNull(note.Find("button[data-copy='7d41']"));
    }

    [Fact]
    public void The_tab_gets_the_count_and_the_worst_deadline()
    {
        var title = Render<TabTitle>(parameters => parameters.Add(part => part.Fleet, APicture.Of(APicture.Waiting("s1", 42))));

        Assert.Equal("1", title.Find("tab-title").GetAttribute("waiting"));
        Assert.Equal(Moment.Attribute(APicture.Now.AddSeconds(42)), title.Find("tab-title").GetAttribute("expected"));
    }
}
