using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>What is pasted is looked at before it is sent, and the operator reads what to tell the player.</summary>
[Collection<SharedStage>]
public sealed class OfferClinicJourney(Stage stage, PlayerAtHand player) : Journey<Stage>(stage), IClassFixture<PlayerAtHand>
{
    /// <summary>What becomes of a healthy offer before it is pasted, and the words of the stop.</summary>
    private static readonly (string Kind, string Words)[] Stops =
    [
        ("not JSON", "This is not a signal request."),
        ("too long", "Too long for a signal request."),
        ("no client", "This word starts sessions without a player. It cannot bring one back."),
        ("bare SDP", "This is the inside of a signal request without its envelope."),
        ("cut off", "The text was cut."),
        ("answer", "This is a reply, not a request: the wrong one of the two."),
        ("no video", "The browser did not ask for video."),
        ("no H.264", "This browser cannot play H.264 here."),
        ("no fingerprint", "Security data is missing: the text was edited or shortened."),
        ("rollback", "This takes a request back. It is none itself."),
        ("no ICE password", "Security data is missing: the text was edited or shortened."),
        ("line ends lost", "The text was changed on its way."),
        ("two lines in one", "The text was edited."),
        ("twice", "There is more than one request in it."),
    ];

    /// <summary>What a way through chats and mails makes of a healthy offer, and the question whether to undo it.</summary>
    private static readonly (string Kind, string Words)[] Repairs =
    [
        ("wrapped twice", "It was wrapped twice. Unwrap?"),
        ("curly quotes", "The chat program changed the text. Repair?"),
        ("wrapped by mail", "The chat program changed the text. Repair?"),
        ("quoted by mail", "The chat program changed the text. Repair?"),
        ("line ends expanded", "The chat program changed the text. Repair?"),
        ("signed below", "There is something before or behind the request. Drop it?"),
        ("last line end lost", "The end of its last line is missing. Put it back?"),
    ];

    // One panel for all of them, as an operator has it whose player sends one wrong text after the other.
    [Fact]
    public async Task An_offer_that_cannot_work_is_stopped_with_a_sentence()
    {
        // The browser itself notes the refusal of a text that is too long.
        Operator.MayComplainOf("status of 413");
        var panel = await OpenAsync();
        foreach (var (kind, words) in Stops)
        {
            await StartAnewAsync(panel);

            await panel.PasteAsync(Spoil(kind, await player.MakeOfferAsync(hasVideo: kind != "no video")));

            await Expect(panel.Verdict(words)).ToBeVisibleAsync();
            await Expect(panel.Send).ToHaveAttributeAsync("aria-disabled", "true");
        }

        Assert.DoesNotContain((await LedgerAsync()).Calls, call => call.Operation == "CreateStreamSessionConnection");
    }

    [Fact]
    public async Task An_empty_box_cannot_be_sent()
    {
        var panel = await OpenAsync();

        await panel.PasteAsync("x");
        await panel.PasteAsync("");

        await Expect(panel.Send).ToHaveAttributeAsync("aria-disabled", "true");
    }

    [Fact]
    public async Task A_text_that_was_changed_on_the_way_is_repaired_by_one_click()
    {
        var panel = await OpenAsync();
        foreach (var (kind, words) in Repairs)
        {
            await StartAnewAsync(panel);
            var offer = await player.MakeOfferAsync();
            await panel.PasteAsync(Spoil(kind, offer));
            await Expect(panel.Verdict(words)).ToBeVisibleAsync();

            await panel.Repair.PressAsync("Enter");

            await Expect(panel.Verdict(words)).ToBeHiddenAsync();
            await Expect(panel.PasteBox).ToHaveValueAsync(offer);
            await Expect(panel.RightPerson).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task After_an_offer_that_the_service_refuses_the_next_one_has_the_focus_and_is_in_view()
    {
        var panel = await OpenAsync();
        await Emulator.FaultAsync(new Fault("CreateStreamSessionConnection", "error", StatusCode: 409, ErrorCode: "ConflictException"));
        try
        {
            await panel.PasteAsync(await player.MakeOfferAsync());
            await panel.SendAsync();

            await Expect(panel.Attempt).ToHaveAttributeAsync("data-state", "Failed");
            await Expect(panel.PasteBox).ToBeFocusedAsync();
            await Expect(panel.Send).ToBeInViewportAsync(new() { Ratio = 1 });
            await AxeScan.OfAsync(Page, "rescue panel, failed", panel.PasteBox);
        }
        finally
        {
            await Emulator.MendAsync();
        }
    }

    [Fact]
    public async Task An_unknown_shape_is_warned_about_and_can_be_sent()
    {
        var panel = await OpenAsync();

        await panel.PasteAsync("""{"kind":"something new"}""");
        await panel.RightPerson.CheckAsync();

        await Expect(panel.Verdict("Unknown kind of request. It can be sent; it cannot be checked.")).ToBeVisibleAsync();
        await Expect(panel.Send).Not.ToHaveAttributeAsync("aria-disabled", "true");
    }

    [Fact]
    public async Task A_healthy_offer_is_found_healthy()
    {
        var panel = await OpenAsync();

        await panel.PasteAsync(await player.MakeOfferAsync());
        await panel.RightPerson.CheckAsync();

        await Expect(panel.Send).Not.ToHaveAttributeAsync("aria-disabled", "true");
    }

    [Fact]
    public async Task An_offer_that_was_used_before_is_stopped()
    {
        var (session, offer) = await RescueAnotherAsync();
        await Eventually.BeTrueAsync(
            "the player is back",
            TimeSpan.FromSeconds(15),
            async () => (await LedgerAsync()).TransitionsTo("CONNECTED", session).Any()
        );
        await Emulator.DropAsync(session);
        await new QueuePage(Page).OpenAsync();
        await new QueuePage(Page).Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION");
        var panel = new RescuePanel(Page);
        await panel.OpenAsync(session);

        await panel.PasteAsync(offer);

        await Expect(panel.Verdict("Already used.")).ToBeVisibleAsync();
        await Expect(panel.Send).ToHaveAttributeAsync("aria-disabled", "true");
    }

    [Fact]
    public async Task An_offer_of_another_players_session_is_stopped()
    {
        var (_, offer) = await RescueAnotherAsync();
        var panel = await OpenAsync();

        await panel.PasteAsync(offer);

        await Expect(panel.Verdict("This belongs to a different player's session.")).ToBeVisibleAsync();
        await Expect(panel.Send).ToHaveAttributeAsync("aria-disabled", "true");
    }

    private async Task<RescuePanel> OpenAsync()
    {
        var panel = new RescuePanel(Page);
        await panel.OpenAsync(await Emulator.DropAnyAsync());
        return panel;
    }

    /// <summary>Empties the box. Only once nothing is said any more can the next verdict be that of the next text.</summary>
    private static async Task StartAnewAsync(RescuePanel panel)
    {
        await panel.PasteAsync("");
        await Expect(panel.Findings).ToHaveCountAsync(0);
    }

    private async Task<(string Session, string Offer)> RescueAnotherAsync()
    {
        var offer = await player.MakeOfferAsync();
        var session = await Emulator.DropAnyAsync();
        var panel = new RescuePanel(Page);
        await panel.OpenAsync(session);
        await panel.PasteAsync(offer);
        await panel.SendAsync();
        await panel.CopyAnswer.WaitForAsync();
        return (session, offer);
    }

    /// <summary>As mail programs wrap: at the last blank within 78 characters, which is lost.</summary>
    private static string Wrapped(string offer, string lineEnd)
    {
        const int Width = 78;
        var lines = new List<string>();
        while (offer.Length > Width)
        {
            var blank = offer.LastIndexOf(' ', Width - 1);
            lines.Add(offer[..(blank > 0 ? blank : Width)]);
            offer = offer[(blank > 0 ? blank + 1 : Width)..];
        }

        return string.Join(lineEnd, [.. lines, offer]);
    }

    private static string Spoil(string kind, string offer) =>
        kind switch
        {
            "not JSON" => "Hello, my game stopped.",
            "too long" => offer + new string(' ', 65_536),
            "no client" => "NO_CLIENT_CONNECTION",
            "bare SDP" => SignalText.Sdp(offer),
            "cut off" => offer[..(offer.Length / 2)],
            "answer" => offer.Replace("\"type\":\"offer\"", "\"type\":\"answer\"", StringComparison.Ordinal),
            "no video" => offer,
            "no H.264" => offer.Replace("H264/90000", "VP7/90000", StringComparison.Ordinal),
            "no fingerprint" => SignalText.WithSdp(offer, sdp => SignalText.WithoutLines(sdp, "a=fingerprint:")),
            "no ICE password" => SignalText.WithSdp(offer, sdp => SignalText.WithoutLines(sdp, "a=ice-pwd:")),
            "wrapped twice" => SignalText.Wrapped(offer),
            "curly quotes" => SignalText.WithCurlyQuotes(offer),
            "rollback" => """{"type":"rollback","sdp":""}""",
            "line ends lost" => SignalText.WithSdp(offer, sdp => sdp.ReplaceLineEndings("")),
            "two lines in one" => SignalText.WithSdp(offer, sdp => sdp.Replace("a=rtcp-mux\r\n", "a=rtcp-mux", StringComparison.Ordinal)),
            "twice" => $"{offer}\n\n{offer}",
            "wrapped by mail" => Wrapped(offer, "\n"),
            "quoted by mail" => "> " + Wrapped(offer, "\n> "),
            "line ends expanded" => offer.Replace("\\r\\n", "\n", StringComparison.Ordinal),
            "signed below" => $"{offer}\n\nSent from my phone",
            "last line end lost" => offer.Replace("\\r\\n\"", "\"", StringComparison.Ordinal),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such way to spoil an offer."),
        };
}
