using StreamOps.Operations.Acts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Claims;
using StreamOps.Operations.Tests.Players;

namespace StreamOps.Operations.Tests.Links;

[Trait("Row", "A3")]
public class RescueLinkDeskTests
{
    [Fact]
    public async Task A_link_has_a_secret_of_256_bits_and_a_code_and_neither_is_on_the_disk_or_in_words()
    {
        await using var stage = await PlayerStage.OpenAsync();

        var made = await stage.MakeAsync();

        Assert.Equal(43, made.Secret.Text.Length);
        Assert.Matches("^[2-9A-HJKMNP-TV-Z]{3}-[2-9A-HJKMNP-TV-Z]{3}$", made.Code.Text);
        var disk = stage.Rescue.File.BytesOnDisk();
        Assert.DoesNotContain(made.Secret.Text, disk);
        Assert.DoesNotContain(made.Code.Text, disk);
        Assert.DoesNotContain(made.Code.Text.Replace("-", "", StringComparison.Ordinal), disk);
        Assert.DoesNotContain(made.Secret.Text, $"{made} {made.Secret}");
        Assert.DoesNotContain(made.Code.Text, $"{made} {made.Code}");
    }

    [Theory]
    [InlineData("CONNECTED", "The player is connected. There is nobody to bring back.")]
    [InlineData("TERMINATED", "The session has ended. It cannot take the player back.")]
    public async Task A_session_that_takes_no_connection_gets_no_link(string status, string sentence)
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Show(new StreamSessionStatus(status));

        var refused = Assert.IsType<LinkMaking.NotMade>(
            await stage.LinkDesk.MakeAsync(stage.Session, Actor.Unproven("Mara"), null, default)
        );

        Assert.Equal(sentence, refused.Reason);
        Assert.Equal(["refused"], await stage.LinkAuditAsync());
    }

    [Fact]
    public async Task No_link_is_made_in_read_only_mode()
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Rescue.Settings.ReadOnly = true;

        var refused = Assert.IsType<LinkMaking.NotMade>(
            await stage.LinkDesk.MakeAsync(stage.Session, Actor.Unproven("Mara"), null, default)
        );

        Assert.Contains("read-only", refused.Reason);
    }

    [Fact]
    public async Task No_link_is_ended_in_read_only_mode_and_that_is_kept()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        stage.Rescue.Settings.ReadOnly = true;

        var refused = Assert.IsType<CommandResult.Refused>(await stage.LinkDesk.RevokeAsync(made.Link.Id, Actor.Unproven("Mara")));

        Assert.Contains("read-only", refused.Reason);
        Assert.Equal(["made", "refused"], await stage.LinkAuditAsync());
    }

    [Fact]
    public async Task A_live_link_gives_way_only_to_who_names_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var first = await stage.MakeAsync();
        var pass = await stage.SpendAsync(first);

        var stands = Assert.IsType<LinkMaking.Stands>(await stage.LinkDesk.MakeAsync(stage.Session, Actor.Unproven("Tom"), null, default));
        var second = await stage.MakeAsync("Tom", replaces: stands.Link.Id);

        Assert.Equal("Mara", stands.Link.Operator);
        Assert.NotNull(stands.Link.OpenedAt);
        Assert.Equal(second.Link.Id, stage.Link.Id);
        Assert.Equal(PlayerRefusal.Closed, await PlayerStage.RefusalAsync(stage.OpenAsync(first)));
        Assert.IsType<OfferReply.TurnedAway>(await stage.OfferAsync(pass));
        Assert.Equal(["made", "opened", "spent", "revoked", "made"], await stage.LinkAuditAsync());
    }

    [Fact]
    public async Task Of_two_operators_at_once_one_makes_the_link_and_the_other_is_told_who()
    {
        await using var stage = await PlayerStage.OpenAsync();

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(number => Task.Run(() => stage.LinkDesk.MakeAsync(stage.Session, Actor.Unproven($"op{number}"), null, default)))
        );

        var made = Assert.Single(outcomes.OfType<LinkMaking.Made>());
        Assert.All(outcomes.OfType<LinkMaking.Stands>(), stands => Assert.Equal(made.Link.Operator, stands.Link.Operator));
        Assert.Equal(5, outcomes.OfType<LinkMaking.Stands>().Count());
    }

    [Fact]
    public async Task A_revoked_link_hands_out_nothing_more()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var pass = await stage.SpendAsync(made);
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));

        Assert.IsType<CommandResult.Accepted>(await stage.LinkDesk.RevokeAsync(made.Link.Id, Actor.Unproven("Tom")));

        Assert.Null(await stage.AnswerAsync(pass));
        Assert.Equal("Tom", stage.Link.RevokedBy);
        Assert.IsType<CommandResult.Refused>(await stage.LinkDesk.RevokeAsync(made.Link.Id, Actor.Unproven("Tom")));
    }

    [Fact]
    public async Task A_second_browser_is_refused_until_the_operator_allows_it_and_then_the_first_is()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var first = await stage.SpendAsync(made);

        Assert.Equal(PlayerRefusal.AlreadyUsed, await PlayerStage.RefusalAsync(stage.OpenAsync(made, "b", "Safari, iPhone")));
        Assert.Equal("Safari, iPhone", stage.Link.SecondBrowser);
        Assert.IsType<CommandResult.Accepted>(await stage.LinkDesk.AllowAsync(stage.Link, Actor.Unproven("Mara")));

        var second = Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(made, "b")).Pass;
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(second, "b"));
        Assert.Equal(
            PlayerRefusal.AlreadyUsed,
            await PlayerStage.RefusalAsync(stage.Players.ReadAsync(first, PlayerStage.Page(), default))
        );
        Assert.Equal(["made", "opened", "spent", "second browser refused", "second browser allowed"], await stage.LinkAuditAsync());
    }

    [Fact]
    public async Task The_browser_that_is_allowed_is_the_one_the_operator_saw_and_each_shows_its_own_number()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        await stage.SpendAsync(made);
        var players = Assert.IsType<PlayerEntry.TurnedAway>(await stage.OpenAsync(made, "b", "Safari, iPhone"));
        var seen = stage.Link;
        Assert.Equal((PlayerRefusal.AlreadyUsed, players.Number), (players.Kind, seen.SecondBrowserNumber));
        Assert.InRange(players.Number!.Value, 100_000, 999_999);

        // Nobody saw this one, and its words are the same.
        var strangers = Assert.IsType<PlayerEntry.TurnedAway>(await stage.OpenAsync(made, "c", "Safari, iPhone"));
        Assert.NotEqual(players.Number, strangers.Number);
        Assert.Equal(strangers.Number, stage.Link.SecondBrowserNumber);
        var refused = Assert.IsType<CommandResult.Refused>(await stage.LinkDesk.AllowAsync(seen, Actor.Unproven("Mara")));

        Assert.Contains("compare the number", refused.Reason);
        Assert.Equal(PlayerRefusal.AlreadyUsed, await PlayerStage.RefusalAsync(stage.OpenAsync(made, "c", "Safari, iPhone")));
        await stage.OpenAsync(made, "b", "Safari, iPhone");
        Assert.IsType<CommandResult.Accepted>(await stage.LinkDesk.AllowAsync(seen, Actor.Unproven("Mara")));
        Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(made, "b"));
        Assert.Equal(PlayerRefusal.AlreadyUsed, await PlayerStage.RefusalAsync(stage.OpenAsync(made, "c")));
    }

    [Fact]
    public async Task A_key_that_was_chosen_to_look_like_another_shows_another_number()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        await stage.SpendAsync(made);
        var (players, chosen) = OfHashesThatBeginAlike();

        var seen = Assert.IsType<PlayerEntry.TurnedAway>(await stage.OpenAsync(made, players));
        var strangers = Assert.IsType<PlayerEntry.TurnedAway>(await stage.OpenAsync(made, chosen));

        Assert.NotEqual(seen.Number, strangers.Number);
    }

    [Fact]
    public async Task A_browser_s_number_is_the_same_after_a_restart_and_another_at_another_link()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        await stage.SpendAsync(made);
        var shown = Assert.IsType<PlayerEntry.TurnedAway>(await stage.OpenAsync(made, "b")).Number;

        await using var next = await stage.RestartAsync();

        Assert.Equal(shown, next.Link.SecondBrowserNumber);
        Assert.Equal(shown, Assert.IsType<PlayerEntry.TurnedAway>(await next.OpenAsync(made, "b")).Number);
        var other = await next.MakeAsync(replaces: made.Link.Id);
        await next.SpendAsync(other);
        Assert.NotEqual(shown, Assert.IsType<PlayerEntry.TurnedAway>(await next.OpenAsync(other, "b")).Number);
    }

    [Fact]
    public async Task Nobody_comes_upon_the_number_of_another_browser_by_trying()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        await stage.SpendAsync(made);
        var players = Assert.IsType<PlayerEntry.TurnedAway>(await stage.OpenAsync(made, "b")).Number;

        var strangers = new List<int?>();
        for (var stranger = 0; stranger < 200; stranger++)
        {
            strangers.Add(Assert.IsType<PlayerEntry.TurnedAway>(await stage.OpenAsync(made, $"s{stranger}")).Number);
        }

        // The key is another one in each run: of two hundred one is the same once in 4,500 runs, two once in 40 million.
        Assert.InRange(strangers.Count(number => number == players), 0, 1);
    }

    [Fact]
    public async Task Who_does_not_hold_the_claim_lets_no_second_browser_in()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync("Mara");
        await stage.SpendAsync(made);
        await stage.OpenAsync(made, "b");
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Actor.Unproven("Mara"));

        Assert.IsType<CommandResult.Refused>(await stage.LinkDesk.AllowAsync(stage.Link, Actor.Unproven("Tom")));

        Assert.Equal(PlayerRefusal.AlreadyUsed, await PlayerStage.RefusalAsync(stage.OpenAsync(made, "b")));
        Assert.IsType<CommandResult.Accepted>(await stage.LinkDesk.AllowAsync(stage.Link, Actor.Unproven("Mara")));
    }

    [Fact]
    public async Task To_end_a_link_that_is_closed_takes_nobody_s_ask_back()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Actor.Unproven("Mara"));
        var old = await stage.MakeAsync("Tom");
        await stage.MakeAsync("Mara", replaces: old.Link.Id);
        Assert.Equal("Mara", stage.StandBys.Current[stage.Session].AskedBy);

        Assert.IsType<CommandResult.Refused>(await stage.LinkDesk.RevokeAsync(old.Link.Id, Actor.Unproven("Tom")));

        Assert.Equal("Mara", stage.StandBys.Current[stage.Session].AskedBy);
    }

    [Fact]
    public async Task However_many_strangers_came_the_players_second_browser_can_be_allowed()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        foreach (var stranger in Enumerable.Range(0, RescueLinkRules.MostNotes + 2))
        {
            await stage.OpenAsync(made, $"o{stranger}");
        }

        await stage.SpendAsync(made);
        var before = (await stage.LinkAuditAsync()).Count;
        foreach (var stranger in Enumerable.Range(0, RescueLinkRules.MostNotes + 2))
        {
            await stage.OpenAsync(made, $"s{stranger}");
        }

        var players = Assert.IsType<PlayerEntry.TurnedAway>(await stage.OpenAsync(made, "b", "Safari, iPhone"));

        Assert.Equal(("Safari, iPhone", players.Number), (stage.Link.SecondBrowser, stage.Link.SecondBrowserNumber));
        Assert.Equal(before + RescueLinkRules.MostNotes, (await stage.LinkAuditAsync()).Count);
        Assert.IsType<CommandResult.Accepted>(await stage.LinkDesk.AllowAsync(stage.Link, Actor.Unproven("Mara")));
        Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(made, "b"));
    }

    [Fact]
    public async Task A_bad_offer_of_a_displaced_browser_leaves_the_offer_that_waits_alone()
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Rescue.RescueSettings.ConfirmLinkOffers = true;
        var made = await stage.MakeAsync();
        await stage.SpendAsync(made);
        var before = stage.Link;
        await stage.OpenAsync(made, "b");
        await stage.LinkDesk.AllowAsync(stage.Link, Actor.Unproven("Mara"));
        var second = Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(made, "b")).Pass;
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(second, "b"));

        // It was let in just before the operator allowed the other one.
        using var post = stage.Posts.Begin(stage.Session, PlayerStage.Page().Hash);
        var outcome = await stage.Offers.ByLinkAsync(before, post, new Offer("no offer"), default);

        Assert.IsType<OfferReply.Stopped>(outcome);
        Assert.True(stage.Link.IsOfferWaiting);
        Assert.Equal(("", ""), (stage.Link.OfferStop, stage.Link.OfferStopRule));
        Assert.NotNull(stage.Link.OfferHealthyAt);
    }

    [Fact]
    public async Task With_the_setting_a_healthy_offer_waits_for_the_operators_yes()
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Rescue.RescueSettings.ConfirmLinkOffers = true;
        var made = await stage.MakeAsync();
        var pass = await stage.SpendAsync(made);

        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));
        Assert.Empty(stage.Rescue.Connections);
        Assert.Equal(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(pass));
        await using var next = await stage.RestartAsync();
        Assert.True(next.Link.IsOfferWaiting);
        var outcome = await next.LinkOffers.ConfirmAsync(made.Link.Id, Actor.Unproven("Tom"), default);

        Assert.Equal("Tom", Assert.IsType<CommandResult.Accepted>(outcome).Attempt!.Operator);
        Assert.False(next.Link.IsOfferWaiting);
        Assert.NotNull(await next.AnswerAsync(pass));
    }

    /// <summary>Two names of keys whose hashes begin with the same seven digits, or differ by what a page's number left out: a second's work for a page that chooses its own key.</summary>
    private static (string One, string Other) OfHashesThatBeginAlike()
    {
        var seen = new Dictionary<int, string>();
        for (var tried = 0; ; tried++)
        {
            var name = $"k{tried}";
            var beginning = Convert.ToInt32(PlayerStage.Page(name).Hash[..7], 16) % 900_000;
            if (!seen.TryAdd(beginning, name))
            {
                return (seen[beginning], name);
            }
        }
    }
}
