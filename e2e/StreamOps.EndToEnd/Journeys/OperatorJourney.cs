using System.Text.RegularExpressions;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Who acts has a name: given once in a browser, shown as unverified.</summary>
[Collection<SharedStage>]
public sealed class OperatorJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task The_name_is_asked_for_once_in_a_browser()
    {
        var browser = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        var session = await Emulator.DropAnyAsync();
        await new QueuePage(browser.Page).OpenAsync();
        await new QueuePage(browser.Page).Row(session).Rescue.ClickAsync();

        await new NameForm(browser.Page).GiveAsync("Jo Kim");

        await Expect(new Shell(browser.Page).Operator).ToContainTextAsync("unverified");
        var panel = new RescuePanel(browser.Page);
        await panel.OpenAsync(session);
        await Expect(new NameForm(browser.Page).Name).ToBeHiddenAsync();
        await Expect(new Shell(browser.Page).Operator).ToContainTextAsync("Jo Kim");
    }

    // Letters that are keys, too: none of them is a command in the field.
    [Theory]
    [InlineData("l")]
    [InlineData("r")]
    [InlineData("o")]
    public async Task What_a_key_asked_for_goes_on_by_itself_once_the_name_is_given(string key)
    {
        var page = (await OpenAsync(() => Stage.OpenNewBrowserAsync())).Page;
        var session = await Emulator.DropAnyAsync();
        await new QueuePage(page).OpenAsync();
        await page.EvaluateAsync("() => { window.isSamePage = true; }");
        await new QueuePage(page).Row(session).Self.FocusAsync();

        await page.Keyboard.PressAsync(key);
        await Expect(new NameForm(page).Name).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Jo K. Rollo");
        await Expect(new NameForm(page).Name).ToHaveValueAsync("Jo K. Rollo");
        await page.Keyboard.PressAsync("Enter");

        var lane = new SendLinkLane(page);
        await Expect(new Shell(page).Operator).ToContainTextAsync("Jo K. Rollo");
        await Expect(key == "o" ? new RescuePanel(page).PasteBox : lane.CopyLink).ToBeFocusedAsync();
        if (key == "l")
        {
            Assert.NotEmpty(await lane.ReadCopiedAsync());
        }

        Assert.True(await page.EvaluateAsync<bool>("() => window.isSamePage === true"), "The page was loaded anew.");
        Assert.EndsWith($"rescue={session}", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_click_asked_for_goes_on_by_itself_once_a_name_is_given_that_will_do()
    {
        var browser = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        var page = browser.Page;
        browser.MayComplainOf("422");
        var drawer = new SessionDrawer(page);
        await drawer.OpenAsync(await Emulator.DropAnyAsync());

        await drawer.Export.ClickAsync();
        await Expect(new NameForm(page).Name).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("<b>");
        await page.Keyboard.PressAsync("Enter");
        await Expect(new NameForm(page).Problem).ToContainTextAsync("1 to 40 letters");
        await new NameForm(page).Name.FillAsync("Jo Kim");
        await page.Keyboard.PressAsync("Enter");

        await Expect(new ExportDialog(page).Place).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_name_that_is_sent_before_its_form_listens_is_looked_at_in_the_page_that_asked()
    {
        var browser = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        var page = browser.Page;
        browser.MayComplainOf("422");
        await page.RouteWebSocketAsync(new Regex("/_blazor", RegexOptions.None, TimeSpan.FromSeconds(1)), Late);
        var session = await Emulator.DropAnyAsync();
        await new SessionDrawer(page).OpenAsync(session);

        await new NameForm(page).Name.FillAsync("<b>");
        await new NameForm(page).Name.PressAsync("Enter");

        await Expect(new NameForm(page).Problem).ToContainTextAsync("1 to 40 letters");
        Assert.EndsWith($"session={session}", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mouse_on_Rescue_is_asked_for_the_name_and_stands_at_the_link_after_it()
    {
        var page = (await OpenAsync(() => Stage.OpenNewBrowserAsync())).Page;
        var session = await Emulator.DropAnyAsync();
        await new QueuePage(page).OpenAsync();

        await new QueuePage(page).Row(session).Rescue.ClickAsync();
        await Expect(new NameForm(page).Name).ToBeFocusedAsync();
        await new NameForm(page).GiveAsync("Jo Kim");

        await Expect(new SendLinkLane(page).CopyLink).ToBeFocusedAsync();
    }

    /// <summary>What the server says comes a second late, in its order.</summary>
    private static void Late(IWebSocketRoute line)
    {
        var server = line.ConnectToServer();
        var last = Task.CompletedTask;
        server.OnMessage(frame => last = AfterAsync(last, frame));

        async Task AfterAsync(Task before, IWebSocketFrame frame)
        {
            await Task.WhenAll(before, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System));
            // A circuit speaks in bytes.
            line.Send(frame.Binary!);
        }
    }

    [Fact]
    public async Task Looking_needs_no_name()
    {
        var browser = await OpenAsync(() => Stage.OpenNewBrowserAsync());

        await new QueuePage(browser.Page).OpenAsync();

        await Expect(new NameForm(browser.Page).Name).ToBeHiddenAsync();
        var mark = new Shell(browser.Page).Operator;
        await Expect(mark).ToContainTextAsync("Looking only");
        var meaning = mark.GetByRole(AriaRole.Tooltip);
        await Expect(meaning).ToBeHiddenAsync();
        await mark.FocusAsync();
        await Expect(meaning).ToBeVisibleAsync();
        await Expect(meaning).ToContainTextAsync("it asks for one");
        await mark.BlurAsync();
        await Expect(meaning).ToBeHiddenAsync();
        await mark.HoverAsync();
        await AxeScan.OfAsync(browser.Page, "looking only", meaning);
    }
}
