using System.Text;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Two hands at one rescue, a server that dies in it, and what must never be read in its logs and files.</summary>
[Collection<RescuedStage>]
public sealed class RescueHandsJourney(RescueStage stage) : RescueJourneys(stage)
{
    private const string OtherName = "Jo Kim";

    private const string KeepSignals = """
        window.signals = [];
        const take = RTCPeerConnection.prototype.setRemoteDescription;
        RTCPeerConnection.prototype.setRemoteDescription = function (answer) {
          signals.push(this.localDescription.sdp, answer.sdp);
          return take.call(this, answer);
        };
        """;

    [Fact]
    public async Task Of_two_operators_who_send_at_once_one_wins_and_the_other_reads_who()
    {
        var session = await LoseAsync();
        var other = await OpenAsync(() => Stage.OpenNamedAsync(Stage.Dashboard, OtherName));
        var panels = new[] { new RescuePanel(Page), new RescuePanel(other.Page) };
        await using var player = await Stage.OpenPlayerAsync();
        foreach (var panel in panels)
        {
            await panel.OpenAsync(session);
            await panel.PasteAsync(await player.MakeOfferAsync());
            await panel.RightPerson.CheckAsync();
            await Expect(panel.Send).ToHaveAttributeAsync("aria-disabled", "false");
        }

        await Task.WhenAll(panels.Select(panel => panel.Send.DispatchEventAsync("click")));

        await Eventually.BeTrueAsync(
            "one of them has the answer",
            TimeSpan.FromSeconds(20),
            async () => await panels[0].CopyAnswer.IsVisibleAsync() || await panels[1].CopyAnswer.IsVisibleAsync()
        );
        var (winner, loser) = await panels[0].CopyAnswer.IsVisibleAsync() ? (RescueStage.OperatorName, panels[1]) : (OtherName, panels[0]);
        await Expect(loser.Self).ToContainTextAsync(winner);
        await Expect(loser.CopyAnswer).ToBeHiddenAsync();
        Assert.Single((await LedgerAsync()).CallsOf("CreateStreamSessionConnection", session), call => call.StatusCode == 200);
    }

    [Fact]
    public async Task An_operator_who_finds_another_one_s_link_is_asked_and_told_whose_it_is()
    {
        var session = await LoseAsync();
        await SendLinkAsync(session);
        await GiveBackAsync();
        var other = await OpenAsync(() => Stage.OpenNamedAsync(Stage.Dashboard, OtherName));
        await new RescuePanel(other.Page).OpenAsync(session);
        var lane = new SendLinkLane(other.Page);

        await lane.CopyLink.ClickAsync();

        await Expect(lane.Self).ToContainTextAsync($"A link of {RescueStage.OperatorName} stands");
        await Expect(lane.ReplaceLink).ToBeVisibleAsync();
        await other.Page.Keyboard.PressAsync("Escape");
        await Expect(lane.Question).ToBeHiddenAsync();
        await Expect(lane.Words).ToHaveTextAsync("The link stands as it is.");
        await Expect(new RescuePanel(other.Page).Self).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_question_goes_with_the_link_it_asks_about()
    {
        var session = await LoseAsync();
        var (_, first) = await SendLinkAsync(session);
        await GiveBackAsync();
        var other = await OpenAsync(() => Stage.OpenNamedAsync(Stage.Dashboard, OtherName));
        await new RescuePanel(other.Page).OpenAsync(session);
        var lane = new SendLinkLane(other.Page);
        await lane.CopyLink.ClickAsync();
        await Expect(lane.Question).ToBeVisibleAsync();

        await first.Revoke.ClickAsync();

        await Expect(lane.Question).ToBeHiddenAsync();
        await Expect(lane.CopyLink).ToBeVisibleAsync();
    }

    /// <summary>The link stands, and nobody has its player in hand any more: the next one may make another.</summary>
    private async Task GiveBackAsync()
    {
        var claim = new ClaimBar(Page);
        await Expect(claim.Mine).ToBeVisibleAsync();
        await claim.Toggle.ClickAsync();
        await Expect(claim.Self).ToHaveAttributeAsync("data-claim-bar", "open");
    }

    [Fact]
    public async Task The_picture_of_a_link_folds_when_it_is_opened_and_what_asks_stands_on_top_under_a_clock_that_stays()
    {
        var session = await LoseAsync();
        var (link, lane) = await SendLinkAsync(session);
        await lane.ShowQr.ClickAsync();
        await Expect(lane.Qr).ToBeVisibleAsync();

        var first = await OpenPlayerAsync(link);
        await first.ToShowAsync("welcome");

        await Expect(lane.Qr).ToBeHiddenAsync();
        await Expect(lane.ShowQr).ToHaveAttributeAsync("aria-expanded", "false");
        await first.Page.EvaluateAsync("() => { RTCPeerConnection.prototype.createOffer = () => new Promise(() => {}); }");
        await first.Continue.ClickAsync();
        await first.ToShowAsync("connecting");
        var second = await OpenPlayerAsync(link);
        await second.ToShowAsync("used");
        await Expect(lane.AllowSecond).ToBeVisibleAsync();
        var panel = new RescuePanel(Page).Self;
        Assert.True(
            await panel.EvaluateAsync<bool>("panel => panel.children[1].querySelector('[data-allow-second]') !== null"),
            "Something stands above what asks."
        );

        await Page.SetViewportSizeAsync(1280, 420);
        await panel.EvaluateAsync("panel => panel.scrollTo(0, panel.scrollHeight)");
        await Expect(lane.AllowSecond).Not.ToBeInViewportAsync();
        await Expect(panel.Locator(".panel-head countdown-clock")).ToBeInViewportAsync();
        await Page.SetViewportSizeAsync(390, 844);
        await Page.EvaluateAsync("() => scrollTo(0, document.documentElement.scrollHeight)");
        await Expect(lane.AllowSecond).Not.ToBeInViewportAsync();
        await Expect(panel.Locator(".panel-head countdown-clock")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_server_that_dies_between_offer_and_answer_still_brings_the_player_back_once()
    {
        Operator.MayComplain = true;
        var session = await LoseAsync();
        var frame = await Stage.Host.FrameAsync(session);
        var (link, lane) = await SendLinkAsync(session);
        var player = await OpenPlayerAsync(link);
        await Emulator.FaultAsync(new Fault("CreateStreamSessionConnection", "latency", LatencyMs: 20_000));
        await player.Continue.ClickAsync();
        await Expect(lane.Step("API accepted")).ToHaveAttributeAsync("data-rung", "half");

        await Stage.Dashboard.KillAsync();
        await Emulator.MendAsync();
        await Stage.Dashboard.StartAsync();

        await UntilBackAsync(player, session, frame);
        var ledger = await LedgerAsync();
        Assert.Single(ledger.TransitionsTo("RECONNECTING", session));
        // A call that was cut off before its body had come has no token.
        Assert.Single(
            ledger
                .CallsOf("CreateStreamSessionConnection", session)
                .Select(call => call.ClientToken)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Neither_link_nor_code_nor_offer_nor_answer_is_in_the_output_or_in_clear_on_the_disk()
    {
        var session = await LoseAsync();
        var frame = await Stage.Host.FrameAsync(session);
        var (link, lane) = await SendLinkAsync(session);
        var code = await lane.Code.InnerTextAsync();
        var browser = await NewPlayerAsync();
        await browser.AddInitScriptAsync(KeepSignals);
        var player = new PlayerPage(await browser.NewPageAsync(), Stage.Dashboard.PlayerAddress);
        await player.OpenAsync(link);
        await player.Continue.ClickAsync();
        await UntilBackAsync(player, session, frame);
        await new RescuePanel(Page).UntilRecoveredAsync();
        var signals = await player.Page.EvaluateAsync<string[]>("() => signals");
        Assert.Equal(2, signals.Length);

        string[] secrets =
        [
            link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..],
            code,
            code.Replace("-", "", StringComparison.Ordinal),
            .. signals.SelectMany(sdp => (string[])[SignalText.IcePasswordOf(sdp), SignalText.FingerprintOf(sdp)]),
        ];

        Assert.All(secrets, secret => Assert.True(secret.Length >= 6));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, Stage.Dashboard.Output, StringComparison.Ordinal));
        foreach (var (file, bytes) in Stage.Dashboard.ReadData())
        {
            Assert.All(
                secrets,
                secret => Assert.False(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0, $"{file} holds a secret.")
            );
        }
    }
}
