using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>A sign-in is answered once, within a quarter of an hour.</summary>
public sealed class AnsweredSignInsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Each_is_answered_once_and_none_that_was_never_begun()
    {
        var answered = new AnsweredSignIns(_time);

        Assert.True(answered.TryAnswer(Begun(answered), "a"));
        Assert.False(answered.TryAnswer(Begun(answered), "a"));
        Assert.True(answered.TryAnswer(Begun(answered), "b"));
        Assert.False(answered.TryAnswer(Begun(answered), proof: null));
        Assert.False(answered.TryAnswer(new AuthenticationProperties(), "c"));
    }

    [Fact]
    public void One_that_was_answered_at_its_very_end_is_kept_for_as_long_as_its_like_may_come()
    {
        var answered = new AnsweredSignIns(_time);
        var (early, late) = (Begun(answered), Begun(answered));
        Assert.True(answered.TryAnswer(early, "a"));

        _time.Advance(SignInServices.LongestSignIn);

        Assert.False(answered.TryAnswer(late, "a"));
    }

    [Fact]
    public void Of_too_many_the_oldest_are_forgotten()
    {
        var answered = new AnsweredSignIns(_time);
        for (var number = 0; number <= AnsweredSignIns.MostKept; number++)
        {
            Assert.True(answered.TryAnswer(Begun(answered), $"{number}"));
        }

        Assert.False(answered.TryAnswer(Begun(answered), "1"));
        Assert.True(answered.TryAnswer(Begun(answered), "0"));
    }

    [Fact]
    public async Task Who_comes_back_too_late_with_cookies_that_were_kept_asks_nothing_of_the_provider()
    {
        await using var stage = await StartAsync();
        using var browser = stage.Browser();
        var answer = await browser.AnswerOfProviderAsync("/");
        _time.Advance(SignInServices.LongestSignIn + TimeSpan.FromSeconds(1));

        using var late = await browser.SendAsync(HttpMethod.Get, answer);

        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
        var page = await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("took over a quarter of an hour", page, StringComparison.Ordinal);
        Assert.Equal(0, stage.Provider.CallsTo("/token"));
    }

    [Fact]
    public async Task How_long_it_lasts_is_counted_from_its_end()
    {
        await using var stage = await StartAsync();

        using var mara = await stage.BrowserOfAsync("mara");

        // By the clock of the way there it began in another year.
        var issued = Assert.Single(stage.Sessions.All).Ticket.Properties.IssuedUtc;
        Assert.NotEqual(_time.GetUtcNow().Year, issued?.Year);
    }

    private static AuthenticationProperties Begun(AnsweredSignIns answered)
    {
        var state = new AuthenticationProperties();
        answered.Begin(state);
        return state;
    }

    private Task<SignedInDashboard> StartAsync() =>
        SignedInDashboard.StartAsync(builder => builder.Services.AddSingleton(new AnsweredSignIns(_time)));
}
