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
