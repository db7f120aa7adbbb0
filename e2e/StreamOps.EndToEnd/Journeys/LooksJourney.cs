using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>What stands where: on a phone, a desk, a wall, and on paper.</summary>
[Collection<SecondStage>]
public sealed class LooksJourney(Stage stage) : Journey<Stage>(stage)
{
    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task On_a_phone_the_bar_is_one_row_and_cuts_no_word(int width)
    {
        await Page.SetViewportSizeAsync(width, 844);
        await new QueuePage(Page).OpenAsync();

        Assert.InRange(await HeightAsync(".top-bar"), 40, 50);
        await ExpectNothingCutAsync(".top-bar nav");
        Assert.True(await Page.Locator(".top-bar nav a").Last.IsVisibleAsync());
    }

    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task On_a_phone_that_is_not_live_the_bar_cuts_no_word(int width)
    {
        await Page.SetViewportSizeAsync(width, 844);
        var session = await Emulator.DropAnyAsync();
        await new QueuePage(Page).OpenAsync();
        await new QueuePage(Page).Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION");

        // A busy evening: hundreds of sessions, tens of players.
        await Page.EvaluateAsync(
            """
            () => {
              document.documentElement.dataset.circuit = "lost";
              document.querySelectorAll(".top-bar nav b").forEach((count, place) => { count.textContent = ["12", "201"][place]; });
            }
            """
        );

        await ExpectNothingCutAsync(".top-bar nav");
        await Expect(Page.Locator(".freshness .when-lost")).ToBeVisibleAsync();
        // Nor runs one under the button beside it.
        await Expect(Page.Locator(".queue .word").First).ToContainTextAsync("Estimate");
        var row = Page.Locator(".queue tr[data-session-id]").First;
        var (word, button) = (await row.Locator(".word").BoundingBoxAsync(), await row.Locator("[data-rescue]").BoundingBoxAsync());
        Assert.True(word!.X + word.Width <= button!.X, $"The word ends at {word.X + word.Width}, the button begins at {button.X}.");
    }

    [Fact]
    public async Task At_320_pixels_no_word_of_a_session_is_cut()
    {
        await Emulator.DropAnyAsync();
        await Page.SetViewportSizeAsync(320, 844);
        await Page.GotoAsync("/sessions?status=PENDING_CLIENT_RECONNECTION");
        await Expect(new SessionsPage(Page).Rows.First).ToBeVisibleAsync();

        await ExpectNothingCutAsync(".sessions tr[data-session-id] td");
        await ExpectNothingCutAsync(".sessions tr[data-session-id]");
    }

    [Fact]
    public async Task A_page_that_turns_dark_with_the_system_turns_all_its_fields()
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Page.GotoAsync("/sessions");
        await new Shell(Page).UntilInteractiveAsync();
        var before = await InkOfFiltersAsync();

        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });

        await Page.WaitForFunctionAsync(
            "(before) => { const ink = (of) => getComputedStyle(document.querySelector(of)).color; return ink('.filter-box input') !== before && ink('.filter-box input') === ink('input.search'); }",
            before
        );
    }

    private Task<string> InkOfFiltersAsync() =>
        Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.filter-box input')).color");

    [Fact]
    public async Task At_1440_the_filters_of_the_sessions_are_one_line()
    {
        await Page.SetViewportSizeAsync(1440, 900);
        await new SessionsPage(Page).OpenAsync();

        Assert.InRange(await HeightAsync(".filters"), 28, 48);
    }

    [Fact]
    public async Task In_projector_mode_five_rows_fill_a_wall()
    {
        await Page.SetViewportSizeAsync(1920, 1080);
        await Page.Context.AddCookiesAsync([
            new()
            {
                Name = "streamops-look",
                Value = "dark.comfortable.20",
                Url = Stage.Dashboard.Address,
            },
        ]);
        var sessions = await Emulator.DropAsync(5);
        await new QueuePage(Page).OpenAsync();
        await new QueuePage(Page).Row(sessions[^1]).ToBeAsync("PENDING_CLIENT_RECONNECTION");

        var (top, bottom) = (await EdgeAsync(0, "top"), await EdgeAsync(4, "bottom"));
        Assert.InRange(bottom, 960, 1080);
        Assert.True(bottom - top > 540, $"Five rows are {bottom - top} px high.");
        // Digits for the other end of the room: an eighteenth of the wall's height.
        Assert.True(await HeightAsync(".queue tr:first-child .figure") >= 60);
        await ExpectNoSidewaysScrollAsync();
    }

    [Fact]
    public async Task An_address_that_asks_for_a_size_gets_it_at_once_and_it_stays_with_the_browser()
    {
        await Page.SetViewportSizeAsync(1920, 1080);
        await Page.GotoAsync("/?scale=2.0");
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-scale", "2.0");
        await new Shell(Page).UntilInteractiveAsync();
        await Eventually.BeTrueAsync(
            "it is kept",
            TimeSpan.FromSeconds(5),
            async () => (await Page.EvaluateAsync<string>("() => document.cookie")).Contains(".20", StringComparison.Ordinal)
        );

        await Page.GotoAsync("/sessions?scale=9");
        await new Shell(Page).UntilInteractiveAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-scale", "2.0");

        await Page.GotoAsync("/sessions?scale=1.0");
        await new Shell(Page).UntilInteractiveAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-scale", "1.0");
    }

    [Fact]
    public async Task The_size_that_was_chosen_stays_with_the_browser()
    {
        await Page.SetViewportSizeAsync(1920, 1080);
        await new QueuePage(Page).OpenAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Theme, density and size" }).ClickAsync();
        await Page.GetByText("Large, 1.5").ClickAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-scale", "1.5");

        await Page.ReloadAsync();
        await new Shell(Page).UntilInteractiveAsync();

        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-scale", "1.5");
        await ExpectNoSidewaysScrollAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sessions")]
    [InlineData("/?session=")]
    public async Task On_paper_stands_what_was_so_and_nothing_to_press(string address)
    {
        var session = await Emulator.DropAnyAsync();
        await Page.GotoAsync(address.EndsWith('=') ? address + session : address);
        await new Shell(Page).UntilInteractiveAsync();
        await Expect(Page.Locator(address.EndsWith('=') ? ".panel .timeline" : "tr[data-session-id]").First).ToBeVisibleAsync();
        await Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(Page.Locator(".top-bar")).ToBeHiddenAsync();
        await Expect(Page.Locator("button:visible")).ToHaveCountAsync(0);
        await Expect(Page.Locator(address.EndsWith('=') ? ".list:visible" : ".panel:visible")).ToHaveCountAsync(0);
        // Nothing waits behind a scroll bar that paper does not have.
        var scrolled = await Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.board, .panel')].filter(part => part.offsetParent && part.scrollHeight > part.clientHeight + 1 && getComputedStyle(part).overflowY !== 'visible').map(part => part.className)"
        );
        Assert.Empty(scrolled);
    }

    private Task<double> HeightAsync(string selector) =>
        Page.Locator(selector).First.EvaluateAsync<double>("part => part.getBoundingClientRect().height");

    private Task<double> EdgeAsync(int row, string edge) =>
        Page.Locator(".queue:not(.folded) tr[data-session-id]")
            .Nth(row)
            .EvaluateAsync<double>("(row, edge) => row.getBoundingClientRect()[edge]", edge);

    private async Task ExpectNoSidewaysScrollAsync() =>
        Assert.True(
            await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{Page.Url} scrolls sideways."
        );

    private async Task ExpectNothingCutAsync(string selector)
    {
        var cut = await Page.EvaluateAsync<string[]>(
            "selector => [...document.querySelectorAll(selector)].filter(part => part.offsetParent && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== 'visible').map(part => part.textContent.trim())",
            selector
        );
        Assert.Empty(cut);
    }
}
