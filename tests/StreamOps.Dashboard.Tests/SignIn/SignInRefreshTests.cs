using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Operations.Acts;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>When the provider's token has run out it is asked again; what it says then counts at once.</summary>
public sealed class SignInRefreshTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private SignedInDashboard _stage = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await SignedInDashboard.StartAsync();
        _stage.Provider.TokenLife = TimeSpan.FromSeconds(3);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_role_that_was_taken_away_at_the_provider_is_gone_here()
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        Assert.Equal(ActorRole.Operator, RoleOf("mara"));

        _stage.Provider.Roles["mara"] = ["wallboard"];

        await Eventually.BeTrueAsync("the role is gone", Patience, () => RoleOf("mara") == ActorRole.Viewer);
        var (_, page) = await mara.OpenAsync("/");
        Assert.Contains(">viewer</span>", page, StringComparison.Ordinal);
    }

    /// <remarks>Some write the number as a text, some say nothing of it, which RFC 6749 (5.1) allows, and some say that it is over.</remarks>
    [Theory]
    [InlineData("\"3\"")]
    [InlineData("")]
    [InlineData("0")]
    public async Task However_the_provider_writes_how_long_its_token_lives_a_role_that_was_taken_away_is_gone_here(string life)
    {
        _stage.Provider.SaysTokenLife = life;
        using var mara = await _stage.BrowserOfAsync("mara");
        Assert.Equal(ActorRole.Operator, RoleOf("mara"));

        _stage.Provider.Roles["mara"] = ["wallboard"];

        await Eventually.BeTrueAsync("the role is gone", Patience, () => RoleOf("mara") == ActorRole.Viewer);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("\"soon\"")]
    public async Task A_provider_whose_tokens_never_live_is_not_asked_at_each_turn(string life)
    {
        _stage.Provider.SaysTokenLife = life;
        using var mara = await _stage.BrowserOfAsync("mara");
        var session = Assert.Single(_stage.Sessions.All);

        await Eventually.BeTrueAsync(
            "it is asked again later",
            Patience,
            () =>
                DateTimeOffset.TryParse(session.Ticket.Properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, out var next)
                && next > session.At + TimeSpan.FromSeconds(20)
        );

        Assert.Equal(1, _stage.Provider.Renewed);
    }

    [Fact]
    public async Task Somebody_whom_the_provider_knows_no_more_is_out()
    {
        using var mara = await _stage.BrowserOfAsync("mara");

        _stage.Provider.Roles.TryRemove("mara", out _);

        await Eventually.BeTrueAsync("the sign-in is gone", Patience, () => _stage.Sessions.All.Count == 0);
    }

    [Fact]
    public async Task While_the_provider_is_down_a_token_that_ran_out_ends_nothing()
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        await _stage.Provider.StopAsync();

        var session = Assert.Single(_stage.Sessions.All);
        await Eventually.BeTrueAsync("it was asked", Patience, () => AnswerOn(_stage, session).NotAskedBefore > session.At);

        Assert.Equal(ActorRole.Operator, RoleOf("mara"));
    }

    [Fact]
    public async Task A_provider_that_fails_for_one_is_told_once_and_is_not_said_to_answer_again_for_the_others_sake()
    {
        var logs = new CapturedLogs();
        await using var stage = await SignedInDashboard.StartAsync(builder => builder.Logging.AddProvider(logs));
        stage.Provider.TokenLife = TimeSpan.FromSeconds(3);
        using var mara = await stage.BrowserOfAsync("mara");
        using var lea = await stage.BrowserOfAsync("lea");
        stage.Provider.Stuck["mara"] = true;
        var stuck = stage.Sessions.All.Single(session => session.Ticket.Principal.Identity!.Name == "mara");
        await Eventually.BeTrueAsync("it was asked", Patience, () => AnswerOn(stage, stuck).NotAskedBefore > stuck.At);

        var renewed = stage.Provider.Renewed;
        await Eventually.BeTrueAsync("the other was renewed", Patience, () => stage.Provider.Renewed > renewed + 1);
        Assert.Single(Lines("could not be asked"));
        Assert.Empty(Lines("answers again"));

        stage.Provider.Stuck.Clear();
        RefreshOf(stage).Answers[stuck.Hash] = AnswerOn(stage, stuck) with { NotAskedBefore = default };
        await Eventually.BeTrueAsync("it answers for all", Patience, () => Lines("answers again").Count == 1);

        List<string> Lines(string words) => [.. logs.Text.Split('\n').Where(line => line.Contains(words, StringComparison.Ordinal))];
    }

    [Fact]
    public async Task One_for_whom_the_provider_takes_its_time_is_asked_about_once_and_keeps_nobody_else_waiting()
    {
        await using var stage = await SignedInDashboard.StartAsync(builder =>
            builder.Services.Configure<OpenIdConnectOptions>(
                SignInServices.Provider,
                provider => provider.BackchannelTimeout = 2 * Patience
            )
        );
        stage.Provider.TokenLife = TimeSpan.FromSeconds(3);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Provider.Slow["mara"] = answer.Task;
        using var mara = await stage.BrowserOfAsync("mara");
        using var lea = await stage.BrowserOfAsync("lea");
        int Renewed(string name) => stage.Provider.RenewedNames.Count(one => one == name);
        try
        {
            await Eventually.BeTrueAsync("the slow one is under way", Patience, () => Renewed("mara") == 1);
            var before = Renewed("lea");
            await Eventually.BeTrueAsync("the other was renewed meanwhile, and again", Patience, () => Renewed("lea") >= before + 2);
            Assert.Equal(1, Renewed("mara"));
        }
        finally
        {
            answer.SetResult();
        }

        await Eventually.BeTrueAsync("the slow one is asked about again", Patience, () => Renewed("mara") > 1);
    }

    [Fact]
    public async Task A_token_that_the_provider_takes_for_expired_already_is_renewed_again_at_once()
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        var session = Assert.Single(_stage.Sessions.All);
        var first = session.Ticket.Properties.GetTokenValue("refresh_token");
        _stage.Provider.Roles["mara"] = ["wallboard"];
        _stage.Provider.ExpiredAtUserInfo = 1;

        await Eventually.BeTrueAsync("it was renewed twice", Patience, () => _stage.Provider.Renewed == 2);
        await Eventually.BeTrueAsync("the role is gone", Patience, () => RoleOf("mara") == ActorRole.Viewer);

        Assert.Equal(default, AnswerOn(_stage, session).NotAskedBefore);
        Assert.NotEqual(first, session.Ticket.Properties.GetTokenValue("refresh_token"));
    }

    [Fact]
    public async Task A_provider_that_takes_each_token_for_expired_is_asked_again_later_by_the_newest_one()
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        var session = Assert.Single(_stage.Sessions.All);
        var first = session.Ticket.Properties.GetTokenValue("refresh_token");
        _stage.Provider.ExpiredAtUserInfo = int.MaxValue;

        await Eventually.BeTrueAsync("it was asked", Patience, () => AnswerOn(_stage, session).NotAskedBefore > session.At);

        Assert.Equal(2, _stage.Provider.Renewed);
        Assert.Equal(ActorRole.Operator, RoleOf("mara"));
        Assert.NotEqual(first, session.Ticket.Properties.GetTokenValue("refresh_token"));
    }

    [Fact]
    public async Task What_only_the_userinfo_endpoint_tells_of_stream_groups_is_asked_anew_too()
    {
        await using var stage = await SignedInDashboard.StartAsync(
            null,
            "--StreamOps:SignIn:StreamGroupClaim=teams",
            "--StreamOps:SignIn:StreamGroups=eu -> support=eu; us -> support=us"
        );
        stage.Provider.TokenLife = TimeSpan.FromSeconds(3);
        stage.Provider.Teams["mara"] = ["eu"];
        using var mara = await stage.BrowserOfAsync("mara");
        var session = Assert.Single(stage.Sessions.All);
        string Sight() => SignedInClaims.SightOf(session.Ticket.Principal).Text;
        Assert.Equal("support=eu", Sight());

        // The second time is asked for by what came of the first.
        await Eventually.BeTrueAsync("it was renewed twice", Patience, () => stage.Provider.Renewed > 1);
        Assert.Equal("support=eu", Sight());

        stage.Provider.Teams["mara"] = ["us"];
        await Eventually.BeTrueAsync("the other team is known", Patience, () => Sight() == "support=us");
    }

    private static SignInRefresh RefreshOf(SignedInDashboard stage) =>
        Assert.Single(stage.Dashboard.Services.GetServices<IHostedService>().OfType<SignInRefresh>());

    private static SignInAnswer AnswerOn(SignedInDashboard stage, SignInSession session) =>
        RefreshOf(stage).Answers.GetValueOrDefault(session.Hash, new SignInAnswer());

    private ActorRole? RoleOf(string name) =>
        _stage.Sessions.All.Select(session => session.Ticket.Principal).FirstOrDefault(user => user.Identity!.Name == name) is { } found
            ? SignedInClaims.RoleOf(found)
            : null;
}
