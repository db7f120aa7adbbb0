using Bunit;
using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class AttemptPanelTests : MudTest
{
    [Fact]
    public void The_attempt_shows_its_token_and_request_whole_and_to_copy()
    {
        var panel = Panel(APicture.Attempt("s1", RescueState.Sent) with { RequestId = "7d41aa11-2222-3333-4444-555566667777" });

        Assert.Contains("9f2c77aa-1c2d-4e5f-8a9b-0c1d2e3fa4e1", panel.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.NotNull(panel.Find("button[data-copy='9f2c77aa-1c2d-4e5f-8a9b-0c1d2e3fa4e1']"));
        Assert.NotNull(panel.Find("button[data-copy='7d41aa11-2222-3333-4444-555566667777']"));
    }

    [Theory]
    [InlineData(RescueState.Answered, true)]
    [InlineData(RescueState.Delivered, true)]
    [InlineData(RescueState.Sent, false)]
    [InlineData(RescueState.Connected, false)]
    public void The_answer_can_be_copied_while_it_is_of_use(RescueState state, bool canCopy)
    {
        var attempt = APicture.Attempt("s1", state) with
        {
            DeliveredAt = state is RescueState.Delivered or RescueState.Connected ? APicture.Now : null,
        };

        Assert.Equal(canCopy ? 1 : 0, Panel(attempt).FindAll("button[data-copy-answer]").Count);
    }

    [Theory]
    [InlineData(RescueState.Unknown, true)]
    [InlineData(RescueState.Failed, false)]
    [InlineData(RescueState.Answered, false)]
    public void The_same_token_is_offered_only_when_the_outcome_is_unknown(RescueState state, bool isOffered)
    {
        var panel = Panel(APicture.Attempt("s1", state));

        Assert.Equal(isOffered, panel.Markup.Contains("Try again, same token", StringComparison.Ordinal));
    }

    [Fact]
    public void After_a_refusal_a_new_offer_is_asked_for()
    {
        var panel = Panel(APicture.Attempt("s1", RescueState.Failed) with { Reason = "The session has ended." });

        Assert.Contains("Try again with a new offer", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("The session has ended.", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Success_is_connected_and_says_how_long_it_took()
    {
        var panel = Render<AttemptPanel>(parameters =>
            parameters
                .Add(part => part.Attempt, APicture.Attempt("s1", RescueState.Connected))
                .Add(part => part.Episode, APicture.Ended("s1", EpisodeOutcome.Recovered))
        );

        Assert.Contains("recovered in 0:41", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attempt_that_stands_still_can_be_tried_again()
    {
        var panel = Panel(APicture.Attempt("s1", RescueState.Requested));

        Assert.Contains("No call is under way", panel.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "No call is under way",
            Panel(APicture.Attempt("s1", RescueState.Requested) with { IsCalling = true }).Markup,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_call_that_is_repeated_by_itself_says_so_and_asks_for_nothing()
    {
        var panel = Panel(APicture.Attempt("s1", RescueState.Unknown) with { IsCalling = true });

        Assert.Contains("goes out again by itself", panel.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Try again, same token", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_nobody_took_is_there_though_the_service_says_connected()
    {
        var connected = APicture.Attempt("s1", RescueState.Connected);

        Assert.Single(Panel(connected).FindAll("[data-copy-answer]"));
        Assert.Empty(Panel(connected with { DeliveredAt = APicture.Now }).FindAll("[data-copy-answer]"));
    }

    [Fact]
    public void An_answer_is_offered_to_nobody_but_who_brought_the_offer()
    {
        var panel = Render<AttemptPanel>(parameters =>
            parameters.Add(part => part.Attempt, APicture.Attempt("s1", RescueState.Answered)).Add(part => part.IsMine, false)
        );

        Assert.Empty(panel.FindAll("[data-copy-answer]"));
    }

    [Theory]
    [InlineData(false, "came back without us")]
    [InlineData(true, "replaced")]
    public void A_player_who_came_back_by_another_way_is_told_apart_from_an_attempt_that_made_way(bool isAnswered, string words)
    {
        var ended = APicture.Attempt("s1", RescueState.Superseded) with { AnsweredAt = isAnswered ? APicture.Now : null };

        Assert.EndsWith($" · {words}", Panel(ended).Find("h3").TextContent, StringComparison.Ordinal);
        Assert.Equal(words, RescueLadder.Of(ended).Words);
    }

    private IRenderedComponent<AttemptPanel> Panel(RescueAttempt attempt) =>
        Render<AttemptPanel>(parameters => parameters.Add(panel => panel.Attempt, attempt));
}
