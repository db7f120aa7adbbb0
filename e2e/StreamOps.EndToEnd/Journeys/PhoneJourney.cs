using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>On call at night: everything fits a phone.</summary>
[Collection<SecondStage>]
public sealed class PhoneJourney(Stage stage) : Journey<Stage>(stage)
{
    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task No_screen_scrolls_sideways(int width)
    {
        await Page.SetViewportSizeAsync(width, 844);
        var session = await Emulator.DropAnyAsync();
        await new QueuePage(Page).OpenAsync();
        await new QueuePage(Page).Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION");
        await ExpectToFitAsync(width);

        foreach (var address in (string[])["/sessions", "/stream-groups", "/audit", $"/?session={session}", $"/?rescue={session}"])
        {
            await Page.GotoAsync(address);
            await new Shell(Page).UntilInteractiveAsync();
            await ExpectToFitAsync(width);
        }
    }

    [Fact]
    public async Task Whatever_is_pressed_is_large_enough_for_a_finger()
    {
        await Page.SetViewportSizeAsync(390, 844);
        var session = await Emulator.DropAnyAsync();

        foreach (var address in (string[])["/", "/audit", $"/?session={session}", $"/?rescue={session}"])
        {
            await Page.GotoAsync(address);
            await new Shell(Page).UntilInteractiveAsync();
            var small = await Page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll(".button, .toggle, .pill, .input, .icon-button:not(.small), .top-bar a, label.check")]
                  .filter((it) => it.checkVisibility() && getComputedStyle(it).clipPath === "none" && it.getBoundingClientRect().height < 44)
                  .map((it) => it.outerHTML)
                """
            );
            Assert.Empty(small);
        }
    }

    [Fact]
    public async Task Sessions_are_cards_of_one_height_that_say_where_and_since_when()
    {
        await Page.SetViewportSizeAsync(390, 844);
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();

        await Expect(sessions.Rows.First.Locator(".cell-where")).ToBeVisibleAsync();
        await Expect(sessions.Rows.First.Locator(".cell-age")).ToBeVisibleAsync();
        var heights = await Page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('.sessions tr[data-session-id]')].map(row => row.getBoundingClientRect().height)"
        );
        Assert.Single(heights.Distinct());
    }

    private async Task ExpectToFitAsync(int width)
    {
        var needed = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(needed <= width, $"{Page.Url} needs {needed} px of {width}.");
    }
}
