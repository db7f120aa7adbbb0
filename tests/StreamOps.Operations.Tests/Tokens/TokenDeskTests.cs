using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Operations.Tokens;

namespace StreamOps.Operations.Tests.Tokens;

public class TokenDeskTests : IAsyncLifetime
{
    private static readonly Actor Lea = new("id-lea", "Lea", ActorRole.Lead, MayTakeOver: false);

    private RescueStage _stage = null!;
    private TokenDesk _desk = null!;
    private TokenDoor _door = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await RescueStage.OpenAsync();
        _desk = new TokenDesk(_stage.Store, _stage.Audit, _stage.Fleet, _stage.Pace, _stage.Time);
        _door = new TokenDoor(_stage.Store, _stage.Time);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_token_is_so_and_256_bits_lets_in_and_is_nowhere_in_the_database()
    {
        var made = await MadeAsync("wallboard", days: 30);

        Assert.Matches("^so_[A-Za-z0-9_-]{43}$", made.Secret.Text);
        Assert.Equal("***", made.Secret.ToString());
        Assert.Equal(made.Token.Id, (await _door.EnterAsync(made.Secret.Text))!.Id);
        Assert.DoesNotContain(made.Secret.Text, _stage.File.BytesOnDisk());
        Assert.DoesNotContain(made.Secret.Text[3..], _stage.File.BytesOnDisk());
        Assert.DoesNotContain(made.Secret.Text, string.Concat((await EntriesAsync()).Select(entry => entry.Reason)));
        var listed = Assert.Single((await _desk.ListAsync(Lea, default)).Tokens);
        Assert.Equal(
            ("wallboard", ActorRole.Viewer, "Lea", made.Token.MadeAt.AddDays(30)),
            (listed.Name, listed.Role, listed.MadeBy, listed.Expires)
        );
    }

    [Theory]
    [InlineData(ActorRole.Viewer)]
    [InlineData(ActorRole.Operator)]
    public async Task Whoever_is_no_lead_makes_none_reads_none_and_ends_none_and_that_is_told(ActorRole role)
    {
        var made = await MadeAsync("wallboard");
        var vic = new Actor("id-vic", "Vic", role, MayTakeOver: true);

        var making = Assert.IsType<TokenMaking.NotMade>(await _desk.MakeAsync("mine", ActorRole.Viewer, 1, vic));
        var list = await _desk.ListAsync(vic, default);
        var end = await _desk.RevokeAsync(made.Token.Id, vic);

        Assert.All([making.Reason, list.Refusal, end.Reason], reason => Assert.Equal("Access tokens are for leads.", reason));
        Assert.Empty(list.Tokens);
        Assert.NotNull(await _door.EnterAsync(made.Secret.Text));
        Assert.Equal(3, (await EntriesAsync()).Count(entry => entry is { Step: AuditSteps.Refused, Subject: "id-vic" }));
    }

    [Fact]
    public async Task Nobody_makes_and_ends_them_without_end_and_that_somebody_tried_is_told_once()
    {
        for (var done = 0; done < ActorPace.MostAMinute; done++)
        {
            await _desk.RevokeAsync((await MadeAsync("wallboard")).Token.Id, Lea);
        }

        var making = Assert.IsType<TokenMaking.NotMade>(await _desk.MakeAsync("mine", ActorRole.Viewer, 1, Lea));

        Assert.Contains("more than one person does by hand", making.Reason);
        var told = Assert.Single(await EntriesAsync(), entry => entry.Step == AuditSteps.Refused);
        Assert.Equal(("id-lea", making.Reason), (told.Subject, told.Reason));
    }

    [Fact]
    public async Task Where_nobody_signs_in_there_are_none()
    {
        var making = await _desk.MakeAsync("mine", ActorRole.Viewer, 1, Actor.Unproven("Mara"));

        Assert.Equal(TokenDesk.NoSignIn, Assert.IsType<TokenMaking.NotMade>(making).Reason);
        Assert.NotEmpty((await _desk.ListAsync(null, default)).Refusal);
    }

    [Theory]
    [InlineData("", ActorRole.Viewer, 1)]
    [InlineData("two\nlines", ActorRole.Viewer, 1)]
    [InlineData("wallboard", ActorRole.Lead, 1)]
    [InlineData("wallboard", ActorRole.Viewer, 0)]
    [InlineData("wallboard", ActorRole.Viewer, 366)]
    public async Task What_no_token_can_be_is_refused(string name, ActorRole role, int days)
    {
        Assert.IsType<TokenMaking.NotMade>(await _desk.MakeAsync(name, role, days, Lea));
        Assert.Empty((await _desk.ListAsync(Lea, default)).Tokens);
    }

    [Fact]
    public async Task Revoked_it_lets_nobody_in_from_then_on_and_is_told_once()
    {
        var made = await MadeAsync("wallboard");
        var heard = new List<Guid>();
        _desk.Revoked += (_, revoked) => heard.Add(revoked.Token);

        Assert.True((await _desk.RevokeAsync(made.Token.Id, Lea)).IsAllowed);
        Assert.True((await _desk.RevokeAsync(made.Token.Id, Lea)).IsAllowed);

        Assert.Null(await _door.EnterAsync(made.Secret.Text));
        Assert.False(await _door.IsLiveAsync(made.Token.Id));
        Assert.Contains(made.Token.Id, heard);
        Assert.Equal("Lea", Assert.Single((await _desk.ListAsync(Lea, default)).Tokens).RevokedBy);
        Assert.Equal(
            [("access token", "made", "id-lea"), ("access token", "revoked", "id-lea")],
            (await EntriesAsync()).Select(entry => (entry.Action, entry.Step, entry.Subject))
        );
    }

    [Fact]
    public async Task Expired_it_lets_nobody_in()
    {
        var made = await MadeAsync("wallboard", days: 1);

        _stage.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        Assert.NotNull(await _door.EnterAsync(made.Secret.Text));
        _stage.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await _door.EnterAsync(made.Secret.Text));
        Assert.False(await _door.IsLiveAsync(made.Token.Id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("so_")]
    [InlineData("so_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("XX_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_token_lets_nobody_in(string? text) => Assert.Null(await _door.EnterAsync(text));

    [Fact]
    public async Task The_last_use_is_written_at_most_once_a_minute()
    {
        var id = (await MadeAsync("wallboard")).Token.Id;
        var first = _stage.Time.GetUtcNow();

        await _door.UseAsync(id);
        _stage.Time.Advance(TimeSpan.FromSeconds(59));
        await _door.UseAsync(id);
        await new TokenDoor(_stage.Store, _stage.Time).UseAsync(id);
        Assert.Equal(first, await UsedAtAsync());
        _stage.Time.Advance(TimeSpan.FromSeconds(1));
        await _door.UseAsync(id);

        Assert.Equal(first.AddMinutes(1), await UsedAtAsync());
    }

    [Fact]
    public async Task Without_the_store_none_is_made_and_none_shown()
    {
        var desk = new TokenDesk(new OperationsStore(_stage.File.ReadOnlyContexts), _stage.Audit, _stage.Fleet, _stage.Pace, _stage.Time);

        var making = Assert.IsType<TokenMaking.NotMade>(await desk.MakeAsync("wallboard", ActorRole.Viewer, 1, Lea));

        Assert.EndsWith("No token was made.", making.Reason);
        Assert.Empty((await _desk.ListAsync(Lea, default)).Tokens);
    }

    [Theory]
    [InlineData("", "team=eu")]
    [InlineData("team=eu", "team=eu")]
    [InlineData("team=us", null)]
    [InlineData("*", null)]
    [InlineData("nonsense", null)]
    public async Task A_lead_who_sees_some_stream_groups_gives_on_no_more_than_those(string groups, string? sees)
    {
        var eve = new Actor("id-eve", "Eve", ActorRole.Lead, MayTakeOver: false) { Sees = GroupSight.Of("team=eu") };

        var making = await _desk.MakeAsync("wallboard", ActorRole.Viewer, 1, eve, groups);

        Assert.Equal(sees, (making as TokenMaking.Made)?.Token.Sees.Text);
        Assert.Equal(sees, (making as TokenMaking.Made) is { } made ? (await _door.EnterAsync(made.Secret.Text))!.Sees.Text : null);
    }

    [Fact]
    public async Task Tokens_that_see_more_than_a_lead_are_neither_listed_for_them_nor_ended_by_them()
    {
        var eve = new Actor("id-eve", "Eve", ActorRole.Lead, MayTakeOver: false) { Sees = GroupSight.Of("team=eu") };
        var all = await MadeAsync("for all");
        var mine = Assert.IsType<TokenMaking.Made>(await _desk.MakeAsync("for us", ActorRole.Viewer, 1, Lea, "team=eu"));

        var heard = new List<Guid>();
        _desk.Revoked += (_, revoked) => heard.Add(revoked.Token);

        var listed = await _desk.ListAsync(eve, default);
        var outOfSight = await _desk.RevokeAsync(all.Token.Id, eve);
        var unknown = await _desk.RevokeAsync(Guid.NewGuid(), eve);

        Assert.Equal((false, false), (outOfSight.IsAllowed, unknown.IsAllowed));
        // Who does not see it does not learn whether it is there.
        Assert.Equal("There is no such token. Nothing was revoked.", outOfSight.Reason);
        Assert.Equal(outOfSight.Reason, unknown.Reason);
        // Nor are the connections cut that it opened.
        Assert.Empty(heard);
        Assert.Contains(await EntriesAsync(), entry => entry is { Step: AuditSteps.Refused, Subject: "id-eve" });
        Assert.Equal([mine.Token.Id], listed.Tokens.Select(token => token.Id));
        Assert.Equal(2, (await _desk.ListAsync(Lea, default)).Tokens.Count);
        Assert.NotNull(await _door.EnterAsync(all.Secret.Text));
    }

    private async Task<TokenMaking.Made> MadeAsync(string name, int days = 90) =>
        Assert.IsType<TokenMaking.Made>(await _desk.MakeAsync(name, ActorRole.Viewer, days, Lea));

    private async Task<DateTimeOffset?> UsedAtAsync() => Assert.Single((await _desk.ListAsync(Lea, default)).Tokens).UsedAt;

    private Task<List<AuditEntry>> EntriesAsync() =>
        _stage.Store.RunAsync(db =>
            db.Set<AuditEntry>().AsNoTracking().OrderBy(entry => EF.Property<long>(entry, AuditConfiguration.Id)).ToListAsync()
        );
}
