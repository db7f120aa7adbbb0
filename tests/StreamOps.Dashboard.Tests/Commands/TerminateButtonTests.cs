using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Commands;

public sealed class TerminateButtonTests : OperatedTest
{
    private int _done;

    [Fact]
    public void A_session_that_is_still_starting_cannot_be_ended_and_the_button_says_why()
    {
        var (button, provider) = Button(APicture.Session("s1", StreamSessionStatus.Activating));

        button.Find("button").Click();

        Assert.Equal("true", button.Find("button").GetAttribute("aria-disabled"));
        Assert.Contains("The session is still starting.", button.Markup, StringComparison.Ordinal);
        Assert.Empty(provider.FindAll("[role=dialog]"));
    }

    [Fact]
    public void A_session_that_the_service_knows_no_more_cannot_be_ended_and_the_button_says_why()
    {
        var (button, provider) = Button(APicture.Waiting("s1", 60) with { Window = null, IsListed = false, IsGone = true });

        button.Find("button").Click();

        Assert.Equal("true", button.Find("button").GetAttribute("aria-disabled"));
        Assert.Contains(GoneWords.Sentence, button.Find(".caption").TextContent, StringComparison.Ordinal);
        Assert.Empty(provider.FindAll("[role=dialog]"));
    }

    [Fact]
    public void A_lost_session_is_ended_for_a_reason_and_the_drawer_is_told()
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        var (button, provider) = Button(APicture.Waiting("s1", 60));

        button.Find("button").Click();
        provider.WaitForElement("input[type=radio]").Change(true);
        Click(provider, "Terminate session");

        button.WaitForAssertion(
            () => Assert.Contains("The service was asked to end it.", button.Markup, StringComparison.Ordinal),
            Patience
        );
        Assert.Equal(1, Calls("TerminateStreamSession"));
        Assert.Equal(1, _done);
    }

    [Fact]
    [Trait("Row", "A11")]
    public void After_ten_within_ten_minutes_each_further_one_is_confirmed_by_its_id()
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        var (button, provider) = Button(APicture.Waiting("s1", 60));
        for (var ended = 0; ended < ActorPace.ConfirmAbove; ended++)
        {
            Services.GetRequiredService<ActorPace>().Take(DeskAct.Terminate, Mara.Actor.Person);
        }

        button.Find("button").Click();
        provider.WaitForElement("input[type=radio]").Change(true);
        Assert.Contains("It cannot be undone. You ended 10 sessions or more", provider.Markup, StringComparison.Ordinal);
        Click(provider, "Terminate session");
        Assert.Equal(0, Calls("TerminateStreamSession"));

        provider.Find("input[maxlength='4']").Input(A.Arn().Id[^Math.Min(4, A.Arn().Id.Length)..]);
        Click(provider, "Terminate session");

        button.WaitForAssertion(() => Assert.Equal(1, Calls("TerminateStreamSession")), Patience);
    }

    [Fact]
    public void Who_ends_it_reads_who_brings_the_player_back_in_this_moment()
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        var (button, provider) = Button(APicture.Waiting("s1", 60), APicture.Claim(by: "Jon"));

        button.Find("button").Click();

        provider.WaitForElement("input[type=radio]");
        Assert.Contains("Jon is on it.", provider.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Whose_own_player_it_is_reads_nothing_of_that()
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        var (button, provider) = Button(APicture.Waiting("s1", 60), APicture.Claim());

        button.Find("button").Click();

        provider.WaitForElement("input[type=radio]");
        Assert.DoesNotContain("is on it", provider.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_keeps_it_has_ended_nothing()
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        var (button, provider) = Button(APicture.Waiting("s1", 60));

        button.Find("button").Click();
        provider.WaitForElement("input[type=radio]");
        Click(provider, "Keep it");

        Assert.Equal(0, Calls("TerminateStreamSession"));
        Assert.Equal(0, _done);
    }

    [Fact]
    public void Where_somebody_plays_the_end_of_the_id_is_typed_first()
    {
        Put(StreamSessionStatus.Connected, "play-4f2a");
        var (button, provider) = Button(APicture.Session("play-4f2a"));
        button.Find("button").Click();
        provider.WaitForElement("input[type=radio]").Change(true);

        Click(provider, "Terminate session");
        Assert.Equal(0, Calls("TerminateStreamSession"));
        provider.Find("input[maxlength='4']").Input("4f2a");
        Click(provider, "Terminate session");

        button.WaitForAssertion(() => Assert.Equal(1, Calls("TerminateStreamSession")), Patience);
    }

    [Fact]
    public void A_refusal_of_the_server_stands_under_the_button()
    {
        Put(StreamSessionStatus.Terminated);
        var (button, provider) = Button(APicture.Waiting("s1", 60));

        button.Find("button").Click();
        provider.WaitForElement("input[type=radio]").Change(true);
        Click(provider, "Terminate session");

        button.WaitForAssertion(() => Assert.Contains("The session has ended already.", button.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal(0, Calls("TerminateStreamSession"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Jon")]
    public async Task What_was_asked_of_one_is_not_done_by_who_is_at_the_page_then(string? next)
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        var (button, provider) = Button(APicture.Waiting("s1", 60));
        button.Find("button").Click();
        provider.WaitForElement("input[type=radio]").Change(true);

        button.Render(part => part.Add(it => it.Operator, next is null ? null : new CurrentOperator(next, IsVerified: false)));
        Click(provider, "Terminate session");
        await button.InvokeAsync(() => { });

        Assert.Equal(0, Calls("TerminateStreamSession"));
        Assert.Equal(0, _done);
    }

    private (IRenderedComponent<TerminateButton> Button, IRenderedComponent<MudDialogProvider> Provider) Button(
        LiveStreamSession session,
        Operations.Claims.Claim? claim = null
    )
    {
        var provider = Render<MudDialogProvider>();
        var button = Render<TerminateButton>(parameters =>
            parameters
                .Add(part => part.Session, session)
                .Add(part => part.Fleet, claim is null ? APicture.Of(session) : APicture.Of(session).With(claim))
                .Add(part => part.Operator, Mara)
                .Add(part => part.OnDone, () => _done++)
        );
        return (button, provider);
    }

    private static void Click(IRenderedComponent<MudDialogProvider> provider, string words) =>
        provider.FindAll("button").Single(button => button.TextContent.Trim() == words).Click();
}
