using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A lead's round under a base path: whatever a page of ours asks for is below it, and is there.</summary>
public sealed class BasePathJourney(BasePathStage stage) : Journey<BasePathStage>(stage), IClassFixture<BasePathStage>
{
    private readonly ConcurrentQueue<string> _astray = new();
    private readonly ConcurrentQueue<string> _sockets = new();

    /// <summary>The queue's address; all others begin with it.</summary>
    private string Root => $"{Stage.Dashboard.Address}{BasePathStage.BasePath}/";

    protected override bool OpensBrowser => false;

    [Fact]
    public async Task A_link_is_made_and_opened_the_audit_is_given_out_and_a_token_opens_the_hub()
    {
        var session = await Emulator.DropAnyAsync();
        var page = (await OpenWatchedAsync()).Page;
        await page.GotoAsync(Root);
        await new Shell(page).UntilInteractiveAsync();
        await Expect(page).ToHaveURLAsync(Root);
        await Expect(new Shell(page).Operator).ToContainTextAsync("lea");

        await SendAndOpenLinkAsync(page, session);
        await GiveAuditOutAsync(page, session);
        await MakeTokenAsync(page);
        await LookAroundAsync(page, session);

        // What the console complained of fails the test as everywhere.
        Assert.True(_astray.IsEmpty, string.Join('\n', _astray));
        Assert.NotEmpty(_sockets);
        Assert.All(
            _sockets,
            socket =>
                Assert.StartsWith($"{Root.Replace("http:", "ws:", StringComparison.Ordinal)}_blazor?", socket, StringComparison.Ordinal)
        );
    }

    /// <summary>From the row to the panel, from there to the player; and the panel's address is one that can be loaded.</summary>
    private async Task SendAndOpenLinkAsync(IPage page, string session)
    {
        var row = new QueuePage(page).Row(session);
        await row.ToBeAsync("PENDING_CLIENT_RECONNECTION", 20);
        await row.Rescue.ClickAsync();
        var lane = new SendLinkLane(page);
        var link = await lane.CopyAsync();
        Assert.StartsWith($"{Stage.Dashboard.PlayerAddress}/rescue#", link, StringComparison.Ordinal);
        Assert.StartsWith(Root, page.Url, StringComparison.Ordinal);
        Assert.EndsWith($"rescue={session}", page.Url, StringComparison.Ordinal);

        var browser = await OpenWatchedAsync();
        await browser.Context.GrantPermissionsAsync(["camera", "microphone"]);
        var player = new PlayerPage(browser.Page, Stage.Dashboard.PlayerAddress);
        await player.OpenAsync(link);
        await player.ToShowAsync("welcome");
        await Expect(lane.Step("link opened")).ToHaveAttributeAsync("data-rung", "full");

        await page.ReloadAsync();
        await new Shell(page).UntilInteractiveAsync();
        await Expect(lane.Step("link opened")).ToHaveAttributeAsync("data-rung", "full");
    }

    private async Task GiveAuditOutAsync(IPage page, string session)
    {
        await GoAsync(page, "a", "audit");
        await Expect(page.Locator("tr[data-entry]").Filter(new() { HasText = "lea" }).First).ToBeVisibleAsync();
        foreach (var form in (string[])["CSV", "JSON"])
        {
            var download = await page.RunAndWaitForDownloadAsync(() =>
                page.GetByRole(AriaRole.Link, new() { Name = $"Export {form}" }).ClickAsync()
            );
            Assert.StartsWith($"{Root}audit/export.", download.Url, StringComparison.Ordinal);
            Assert.Contains(session, await File.ReadAllTextAsync(await download.PathAsync(), Cancellation), StringComparison.Ordinal);
        }
    }

    private async Task MakeTokenAsync(IPage page)
    {
        await page.Locator("a[href='tokens']").ClickAsync();
        await Expect(page).ToHaveURLAsync($"{Root}tokens");
        await page.GetByLabel("What it is for").FillAsync("Wallboard");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Copy it now: Wallboard" })).ToBeFocusedAsync();

        using var http = new HttpClient();
        using var asked = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Root}hubs/live/negotiate?negotiateVersion=1"));
        asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await page.Locator("[data-token]").InnerTextAsync());
        using var answered = await http.SendAsync(asked, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    /// <summary>The other lists by their links, a drawer by its address, and back to the queue.</summary>
    private async Task LookAroundAsync(IPage page, string session)
    {
        await GoAsync(page, "c", "stream-groups");
        await page.GotoAsync($"{Root}sessions?session={session}");
        await new Shell(page).UntilInteractiveAsync();
        await Expect(new SessionDrawer(page).Self.GetByText("What was seen")).ToBeVisibleAsync();
        await GoAsync(page, "s", "sessions");
        await GoAsync(page, "q", "");
        await Expect(new QueuePage(page).Row(session).Self).ToBeVisibleAsync();
    }

    private async Task GoAsync(IPage page, string go, string to)
    {
        await page.Locator($"nav [data-go='{go}']").ClickAsync();
        await Expect(page).ToHaveURLAsync(Root + to);
    }

    /// <summary>A browser of which every answer of ours and every socket is looked at.</summary>
    private async Task<OperatorBrowser> OpenWatchedAsync()
    {
        var browser = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        browser.Context.Response += (_, answer) => Note(answer);
        browser.Page.WebSocket += (_, socket) => _sockets.Enqueue(socket.Url);
        return browser;
    }

    private void Note(IResponse answer)
    {
        var isOperators = answer.Url.StartsWith(Stage.Dashboard.Address, StringComparison.Ordinal);
        var isPlayers = answer.Url.StartsWith(Stage.Dashboard.PlayerAddress, StringComparison.Ordinal);
        if (
            (isOperators && !answer.Url.StartsWith(Root, StringComparison.Ordinal))
            || ((isOperators || isPlayers) && answer.Status >= (int)HttpStatusCode.BadRequest)
        )
        {
            _astray.Enqueue($"{answer.Status} {answer.Url}");
        }
    }
}
