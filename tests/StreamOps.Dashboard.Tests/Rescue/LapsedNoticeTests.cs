using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Queue;
using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class LapsedNoticeTests : MudTest
{
    private static readonly LiveStreamSession Connecting = APicture.Session("s1", StreamSessionStatus.Active) with
    {
        Window = APicture.Window(secondsLeft: 30, kind: WindowKind.Connect),
    };

    private readonly FakeTimeProvider _time = new(APicture.Now);

    public LapsedNoticeTests()
    {
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton(new FleetClock(_time));
    }

    [Fact]
    public void When_the_connection_window_closes_the_next_attempt_is_offered_without_a_snapshot()
    {
        var notice = Notice(APicture.Attempt("s1", RescueState.Delivered));
        Assert.Empty(notice.FindAll("[data-lapsed]"));

        _time.Advance(TimeSpan.FromSeconds(31));

        notice.WaitForAssertion(() => Assert.Contains("new token", notice.Find("[data-lapsed]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_window_of_months_is_waited_for_in_days()
    {
        var months = Connecting with { Window = APicture.Window(secondsLeft: 90 * 86_400, kind: WindowKind.Connect) };
        var notice = Render<LapsedNotice>(part =>
            part.Add(it => it.Live, months)
                .Add(it => it.Attempt, APicture.Attempt("s1", RescueState.Delivered))
                .Add(it => it.Verdict, new ActionVerdict(true, ""))
        );

        for (var day = 0; day < 91; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
        }

        notice.WaitForAssertion(() => Assert.NotEmpty(notice.FindAll("[data-lapsed]")));
    }

    [Theory]
    [InlineData(RescueState.Sent)]
    [InlineData(RescueState.Connected)]
    public void Nothing_lapses_before_the_answer_or_after_the_end(RescueState state)
    {
        var notice = Notice(APicture.Attempt("s1", state));

        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Empty(notice.FindAll("[data-lapsed]"));
    }

    [Fact]
    public void The_row_says_it_too_and_once()
    {
        var reel = new QueueReel();
        var picture = APicture.Of(APicture.Fleet(Connecting), APicture.Attempt("s1", RescueState.Delivered));
        Assert.Equal("answer copied", reel.Show(picture).Waiting[0].Ladder.Words);
        // First it is too late to begin with this one rather than with another.
        Assert.Equal(APicture.Now.AddSeconds(30) - picture.Pace.Fastest, reel.NextChange);
        Assert.Equal("answer copied", reel.Show(picture, reel.NextChange).Waiting[0].Ladder.Words);
        Assert.Equal(APicture.Now.AddSeconds(30), reel.NextChange);

        Assert.Equal("connect window closed", reel.Show(picture, APicture.Now.AddSeconds(30)).Waiting[0].Ladder.Words);
        // Next, by the latest reckoning, it is over.
        Assert.Equal(APicture.Now.AddSeconds(31), reel.NextChange);
    }

    private IRenderedComponent<LapsedNotice> Notice(RescueAttempt attempt) =>
        Render<LapsedNotice>(parameters =>
            parameters
                .Add(notice => notice.Live, Connecting)
                .Add(notice => notice.Attempt, attempt)
                .Add(notice => notice.Verdict, new ActionVerdict(true, ""))
        );
}
