using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Operations.Audit;
using StreamOps.Operations.SignIns;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>A restart in the middle of a mass drop throws no operator out, and brings nobody back who had left.</summary>
public sealed class SignInRestartTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("streamops-sign-in-restart-");
    private TestProvider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await TestProvider.StartAsync();
        _provider.Roles["mara"] = ["support"];
        _provider.Roles["lea"] = ["support", "support-lead"];
        _provider.Roles["vic"] = ["wallboard"];
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_is_in_stays_in_over_a_restart_and_who_left_stays_out()
    {
        Browser mara;
        Browser lea;
        Browser vic;
        await using (var before = await StartAsync())
        {
            (mara, lea, vic) = (await OpenAsync(before, "mara"), await OpenAsync(before, "lea"), await OpenAsync(before, "vic"));
            var (_, queue) = await lea.OpenAsync("/");
            await lea.OpenAsync(SignInTests.SignOutAddress(queue));
            _provider.Roles["vic"] = [];
        }

        var asked = _provider.Asked;
        await using var after = await StartAsync();
        using var stays = mara.After(after.Address);
        using var left = lea.After(after.Address);
        var (status, page) = await stays.OpenAsync("/sessions?q=a");
        using var gone = await left.SendAsync(HttpMethod.Get, new Uri(after.Address, "/"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["/sessions"], stays.Way.Select(step => step.AbsolutePath));
        Assert.Contains(">operator</span>", page, StringComparison.Ordinal);
        Assert.Equal(asked, _provider.Asked);
        Assert.Equal("/sign-in", new Uri(after.Address, gone.Headers.Location!).AbsolutePath);
        Assert.Equal(2, Sessions(after).All.Count);
        mara.Dispose();
        lea.Dispose();
        vic.Dispose();
    }

    [Fact]
    public async Task The_first_look_at_the_provider_after_a_restart_takes_a_role_away_that_is_gone()
    {
        // One of a second may end with the second in which it began, before the sign-in is over.
        _provider.TokenLife = TimeSpan.FromSeconds(2);
        Browser mara;
        await using (var before = await StartAsync())
        {
            mara = await OpenAsync(before, "mara");
        }

        var asked = _provider.Asked;
        _provider.Roles["mara"] = ["kitchen"];
        await using var after = await StartAsync();
        using var stays = mara.After(after.Address);
        await Eventually.BeTrueAsync(
            "no page is given any more",
            TimeSpan.FromSeconds(10),
            async () => (await stays.OpenAsync("/")).Status != HttpStatusCode.OK
        );

        Assert.Equal("/no-role", stays.At.AbsolutePath);
        Assert.Equal(asked, _provider.Asked);
        mara.Dispose();
    }

    [Fact]
    public async Task Who_signed_out_elsewhere_while_it_was_down_is_out_soon_after()
    {
        Browser mara;
        await using (var before = await StartAsync())
        {
            mara = await OpenAsync(before, "mara");
        }

        // The provider's logout found nobody, and the token is good for an hour.
        _provider.Roles.TryRemove("mara", out _);
        await using var after = await StartAsync();
        await Eventually.BeTrueAsync("the sign-in is ended", TimeSpan.FromSeconds(10), () => Sessions(after).All.Count == 0);
        mara.Dispose();
    }

    [Fact]
    public async Task Neither_the_browsers_key_nor_the_providers_tokens_can_be_read_in_the_database()
    {
        await using var dashboard = await StartAsync();
        using var mara = await OpenAsync(dashboard, "mara");
        var ticket = Assert.Single(Sessions(dashboard).All).Ticket;

        var kept = Assert.Single(await RowsAsync(dashboard));
        var text = System.Text.Encoding.Latin1.GetString(kept.Sealed);

        Assert.DoesNotContain("id-mara", text, StringComparison.Ordinal);
        Assert.All(ticket.Properties.Items.Values, value => Assert.DoesNotContain(value ?? "-", text, StringComparison.Ordinal));
        Assert.All(mara.Held, held => Assert.DoesNotContain(kept.Hash, held, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_other_settings_all_sign_in_again_and_nothing_of_before_stays()
    {
        Browser mara;
        await using (var before = await StartAsync())
        {
            mara = await OpenAsync(before, "mara");
        }

        await using var after = await StartAsync("--StreamOps:SignIn:Operators=others", "--StreamOps:SignIn:Viewers=support");
        using var stays = mara.After(after.Address);
        var (_, page) = await stays.OpenAsync("/");

        Assert.Contains(stays.Way, step => step.AbsolutePath == "/authorize");
        Assert.Contains(">viewer</span>", page, StringComparison.Ordinal);
        Assert.Single(await RowsAsync(after));
        mara.Dispose();
    }

    [Fact]
    public async Task Those_that_cannot_be_opened_any_more_are_told_once_with_their_number_in_the_log_and_in_the_audit()
    {
        using var logs = new CapturedLogs();
        Browser mara;
        Browser lea;
        await using (var before = await StartAsync())
        {
            (mara, lea) = (await OpenAsync(before, "mara"), await OpenAsync(before, "lea"));
        }

        await using var after = await StartAsync(logs, "--StreamOps:SignIn:Operators=others", "--StreamOps:SignIn:Viewers=support");

        Assert.Equal(1, await ToldAsync(after, "whose they were is not known. How many: 2.", times: 1));
        var line = Assert.Single(logs.Text.Split('\n'), line => line.Contains("cannot be opened", StringComparison.Ordinal));
        Assert.Contains("sealed them: 2.", line, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync(after));
        mara.Dispose();
        lea.Dispose();
    }

    [Fact]
    public async Task What_is_older_than_twelve_hours_or_unused_for_two_is_not_taken_up()
    {
        Browser mara;
        Browser lea;
        await using (var before = await StartAsync())
        {
            (mara, lea) = (await OpenAsync(before, "mara"), await OpenAsync(before, "lea"));
        }

        await using (var between = await StartAsync())
        {
            // As if it had been down for long.
            var rows = await RowsAsync(between);
            var now = TimeProvider.System.GetUtcNow();
            var store = between.Services.GetRequiredService<OperationsStore>();
            Sessions(between).End(_ => true);
            await Sessions(between).SettleAsync();
            await store.RunAsync(async db =>
            {
                db.AddRange(rows[0] with { At = now.AddHours(-12) }, rows[1] with { UsedAt = now.AddHours(-2), At = now.AddHours(-3) });
                await db.SaveChangesAsync();
            });
        }

        await using var after = await StartAsync();
        await Sessions(after).SettleAsync();

        Assert.Empty(Sessions(after).All);
        Assert.Empty(await RowsAsync(after));
        Assert.Equal(2, await ToldAsync(after, "while StreamOps was down", times: 2));
        mara.Dispose();
        lea.Dispose();
    }

    [Fact]
    public async Task What_was_kept_of_a_lead_is_nothing_in_a_viewers_row()
    {
        Browser vic;
        Browser lea;
        await using (var before = await StartAsync())
        {
            (vic, lea) = (await OpenAsync(before, "vic"), await OpenAsync(before, "lea"));
        }

        await using (var between = await StartAsync())
        {
            // As somebody would who may write to the database, and has no keys.
            var rows = await RowsAsync(between);
            var sessions = Sessions(between);
            var leads = rows.Single(row => sessions.Find(row.Hash)!.Ticket.Principal.Claims.Any(claim => claim.Value == "lea"));
            var viewers = rows.Single(row => row != leads);
            sessions.End(_ => true);
            await sessions.SettleAsync();
            await between
                .Services.GetRequiredService<OperationsStore>()
                .RunAsync(async db =>
                {
                    db.Add(viewers with { Sealed = leads.Sealed });
                    await db.SaveChangesAsync();
                });
        }

        await using var after = await StartAsync();

        Assert.Empty(Sessions(after).All);
        vic.Dispose();
        lea.Dispose();
    }

    [Fact]
    public void Whoever_waits_for_what_is_written_has_nothing_forgotten_by_it()
    {
        var record = new SignInRecord(new EphemeralDataProtectionProvider(), Options.Create(new SignInOptions()));

        var settling = new SignInSessions(TimeProvider.System, record).SettleAsync();

        Assert.False(settling.IsCompleted);
        Assert.True(record.Notes.TryRead(out var note));
        Assert.Null(note.Hash);
    }

    private static SignInSessions Sessions(RunningDashboard dashboard) => dashboard.Services.GetRequiredService<SignInSessions>();

    private static Task<List<KeptSignIn>> RowsAsync(RunningDashboard dashboard) =>
        dashboard.Services.GetRequiredService<OperationsStore>().RunAsync(db => db.Set<KeptSignIn>().AsNoTracking().ToListAsync());

    /// <summary>How often the audit says it, once it does so often.</summary>
    private static async Task<int> ToldAsync(RunningDashboard dashboard, string words, int times)
    {
        var count = 0;
        for (var tries = 0; count < times && tries < 50; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            using var output = new MemoryStream();
            await dashboard
                .Services.GetRequiredService<AuditExport>()
                .WriteAsync(new AuditQuery(), AuditFormat.Json, output, CancellationToken.None);
            count = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split(words).Length - 1;
        }

        return count;
    }

    private Task<RunningDashboard> StartAsync(params string[] args) => StartAsync(logs: null, args);

    private async Task<RunningDashboard> StartAsync(CapturedLogs? logs, params string[] args)
    {
        var dashboard = await RunningDashboard.StartAsync(
            builder =>
            {
                if (logs is not null)
                {
                    builder.Logging.AddProvider(logs);
                }
            },
            [$"--StreamOps:DataDirectory={_data.FullName}", .. SignedInDashboard.SettingsFor(_provider), .. args]
        );
        dashboard.Publish(APicture.Fleet(APicture.Waiting("s1", 60)));
        return dashboard;
    }

    private async Task<Browser> OpenAsync(RunningDashboard dashboard, string person)
    {
        _provider.Person = person;
        var browser = new Browser(dashboard.Address);
        await browser.OpenAsync("/");
        return browser;
    }
}
