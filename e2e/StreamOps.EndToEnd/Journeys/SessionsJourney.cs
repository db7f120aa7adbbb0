using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>One session is found among all of them.</summary>
[Collection<SharedStage>]
public sealed class SessionsJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task A_filter_stands_in_the_address_and_outlives_a_reload()
    {
        var lost = await Emulator.DropAnyAsync();
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();

        // The row itself may stand below the window of a long list until the search finds it.
        await sessions.Search.FillAsync(lost);
        await Expect(sessions.Rows).ToHaveCountAsync(1);
        await Expect(Page)
            .ToHaveURLAsync(
                new System.Text.RegularExpressions.Regex(
                    $"q={lost}",
                    System.Text.RegularExpressions.RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            );
        await Page.ReloadAsync();

        await Expect(sessions.Rows).ToHaveCountAsync(1);
        await Expect(sessions.Search).ToHaveValueAsync(lost);
    }

    [Fact]
    public async Task A_filter_that_hides_everything_says_so_and_is_cleared_by_one_click()
    {
        await Page.GotoAsync("/sessions?q=nobody-has-this-id");
        await new Shell(Page).UntilInteractiveAsync();
        await Expect(Page.GetByText("No session matches")).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear" })
            .Or(Page.GetByRole(AriaRole.Link, new() { Name = "Clear" }))
            .First.ClickAsync();

        await Expect(new SessionsPage(Page).Rows.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_row_opens_wherever_it_is_clicked()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();

        await Page.Locator("main tr[data-session-id] .cell-where").First.ClickAsync();

        await Expect(new SessionDrawer(Page).Self).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Back_undoes_one_step_at_a_time_and_Forward_does_it_again()
    {
        await new QueuePage(Page).OpenAsync();
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();
        var ended = Page.GetByRole(AriaRole.Button, new() { Name = "Ended too" });
        var drawer = new SessionDrawer(Page).Self;
        await ended.ClickAsync();
        await Expect(ended).ToHaveAttributeAsync("aria-pressed", "true");
        await sessions.Search.PressSequentiallyAsync("us-west");
        await Expect(Page).ToHaveURLAsync($"{Stage.Dashboard.Address}/sessions?ended=1&q=us-west");
        await sessions.Rows.First.Locator("[data-open]").ClickAsync();
        await Expect(drawer).ToBeVisibleAsync();

        await Page.GoBackAsync();
        await Expect(drawer).ToBeHiddenAsync();
        await Expect(sessions.Search).ToHaveValueAsync("us-west");
        await Page.GoBackAsync();
        await Expect(sessions.Search).ToHaveValueAsync("");
        await Expect(ended).ToHaveAttributeAsync("aria-pressed", "true");
        await Page.GoBackAsync();
        await Expect(ended).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.EndsWith("/sessions", new Uri(Page.Url).PathAndQuery, StringComparison.Ordinal);

        await Page.GoForwardAsync();
        await Expect(ended).ToHaveAttributeAsync("aria-pressed", "true");
        await Page.GoForwardAsync();
        await Expect(sessions.Search).ToHaveValueAsync("us-west");
        await Page.GoForwardAsync();
        await Expect(drawer).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ReducedMotion.NoPreference, true)]
    [InlineData(ReducedMotion.Reduce, false)]
    public async Task A_cell_that_changed_is_underlined_for_a_moment_unless_motion_is_unwanted(ReducedMotion motion, bool isUnderlined)
    {
        await Page.EmulateMediaAsync(new() { ReducedMotion = motion });
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();
        var session = (await Page.Locator("main tr[data-status='CONNECTED']").First.GetAttributeAsync("data-session-id"))!;
        // Written down by the page itself: one second is short for a busy machine.
        await Page.EvaluateAsync(
            """
            () => {
              window.underlined = [];
              new MutationObserver(records => records
                .filter(record => record.target.hasAttribute("data-changed"))
                .forEach(record => window.underlined.push(record.target.className)))
                .observe(document.querySelector("main"), { attributeFilter: ["data-changed"], subtree: true });
            }
            """
        );

        await Emulator.DropAsync(session);
        await sessions.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION");

        var underlined = await Page.EvaluateAsync<string[]>("() => window.underlined");
        Assert.Equal(isUnderlined, underlined.Contains("cell-status", StringComparer.Ordinal));
        await Expect(Page.Locator("[data-changed]")).ToHaveCountAsync(0);
    }
}
