using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Dashboard.Tests.Store;
using StreamOps.Operations.Acts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tokens;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;
using StreamOps.Testing.Circuits;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>A walk through the product with a secret planted wherever one may be: none of them is found where it does not belong.</summary>
[Trait("Row", "A8")]
public sealed class CanaryTests : IDisposable
{
    private const string Offer = "canary7391canary7391canary";
    private const string Answer = "canary8264canary8264canary";
    private const string Variable = "canaryOfAVariable4711";
    private const string Argument = "--canaryOfAnArgument4712";
    private const string Role = "canaryOfARole4713";
    private const string CertificatePassword = "canaryOfACertificate4714";
    private const string TicketKey = "canaryOfATicketKey4715, which has to be long";
    private const string AwsSecretKey = "canaryOfAnAwsSecretKey4716";
    private const string AwsSessionToken = "canaryOfAnAwsSessionToken4717";
    private const string DatabasePassword = "canaryOfADatabase4718";

    /// <summary>Longer ones are looked for in pieces as well: a page of a database may end in their midst.</summary>
    private const int Piece = 64;

    private static readonly Actor Lea = new("id-lea", "lea", ActorRole.Lead, MayTakeOver: false);

    private readonly CapturedLogs _logs = new();
    private readonly ConcurrentQueue<string> _traces = new();
    private readonly ConcurrentQueue<string> _metrics = new();
    private readonly List<string> _refusals = [];
    private readonly List<string> _addresses = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamops-canary-");
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public CanaryTests()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
                _traces.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)}"),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        _meters.Start();
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
        _logs.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task No_planted_secret_is_in_a_log_a_trace_a_metric_an_error_page_an_address_or_the_database(string store)
    {
        using var kept = await TakeAsync(store);
        await using var aws = await QuotingService.StartAsync();
        await using var stage = await SignedInDashboard.StartAsync(
            builder =>
            {
                PlayerClient.LetThemWait(builder);
                builder.Logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Trace);
            },
            [.. SettingsFor(aws), .. SettingsFor(kept)]
        );
        List<string> planted =
        [
            Offer,
            Answer,
            Variable,
            Argument,
            Role,
            TestProvider.ClientSecret,
            CertificatePassword,
            TicketKey,
            AwsSecretKey,
            AwsSessionToken,
        ];
        using var mara = await stage.BrowserOfAsync("mara");
        _addresses.Add(mara.At.AbsoluteUri);
        planted.AddRange(mara.Held.Where(value => value.Length > 20));
        planted.AddRange(IssuedBy(stage.Provider));
        if (kept is not null)
        {
            planted.Add(DatabasePassword);
        }

        var dashboard = stage.Dashboard;

        planted.AddRange(await RescueAsync(dashboard));
        planted.AddRange(await StandByAsync(dashboard));
        await LookAsync(dashboard, mara);
        planted.Add(await UseTokenAsync(dashboard));
        await CallAwsAsync(dashboard, aws);
        await AskWrongAsync(dashboard, mara, planted);

        var database = kept is null ? await DumpAsync(dashboard) : kept.Dump();
        var places = new (string Name, string Text)[]
        {
            ("log", _logs.Text),
            ("trace", string.Join('\n', _traces)),
            ("metric", string.Join('\n', _metrics)),
            ("error page", string.Join('\n', _refusals)),
            ("address", string.Join('\n', _addresses)),
            ("database", database),
        };
        Assert.All(places, place => Assert.NotEqual("", place.Text));
        Assert.Empty(
            from place in places
            from secret in planted
            where FormsOf(secret).Any(form => place.Text.Contains(form, StringComparison.Ordinal))
            select $"{planted.IndexOf(secret)} in a {place.Name}"
        );
        // They were on their way: the service got the offer, and the answer came back.
        Assert.Contains(dashboard.Service.Calls, call => call.Operation == "CreateStreamSessionConnection");
        Figures.Tell("A8", $"planted secrets found, store on {store}", $"0 of {planted.Count} in {places.Length} kinds of output");
    }

    private static async Task<PostgresTestDatabase?> TakeAsync(string store)
    {
        if (store == "SQLite")
        {
            return null;
        }

        PostgresDashboardTests.OrSkip();
        return await PostgresTestDatabase.TakeAsync();
    }

    private static IEnumerable<string> SettingsFor(PostgresTestDatabase? kept) =>
        kept is null
            ? []
            : ["--StreamOps:Store=postgres", $"--StreamOps:Postgres:ConnectionString={kept.ConnectionString};Password={DatabasePassword}"];

    private IEnumerable<string> SettingsFor(QuotingService aws)
    {
        var profiles = Path.Combine(_folder.FullName, "credentials");
        File.WriteAllText(
            profiles,
            $"""
            [canary]
            aws_access_key_id = AKIAEXAMPLE
            aws_secret_access_key = {AwsSecretKey}
            aws_session_token = {AwsSessionToken}
            """
        );
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest(
            "CN=canary",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var file = Path.Combine(_folder.FullName, "keys.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, CertificatePassword));
        return
        [
            $"--AWS:ServiceURL={aws.Url}",
            "--AWS:Profile=canary",
            $"--AWS:ProfilesLocation={profiles}",
            $"--StreamOps:Keys:CertificateFile={file}",
            $"--StreamOps:Keys:CertificatePassword={CertificatePassword}",
            $"--StreamOps:Player:AllowedOrigins={StandByPostsTests.Game}",
            $"--StreamOps:Player:TicketKey={TicketKey}",
        ];
    }

    /// <summary>The code of the sign-in, and what was given for it.</summary>
    private static IEnumerable<string> IssuedBy(TestProvider provider)
    {
        var issued = provider.Issued.ToLookup(made => made.Type, made => made.Token, StringComparer.Ordinal);
        string[] types =
        [
            TokenTypeIdentifiers.Private.AuthorizationCode,
            TokenTypeIdentifiers.AccessToken,
            TokenTypeIdentifiers.IdentityToken,
            TokenTypeIdentifiers.RefreshToken,
        ];
        Assert.All(types, type => Assert.NotEmpty(issued[type]));
        return types.SelectMany(type => issued[type]);
    }

    /// <summary>How a secret may stand somewhere: as it is, as a column of bytes prints it, and where it is long in pieces that nothing else has.</summary>
    private static IEnumerable<string> FormsOf(string secret)
    {
        string[] pieces = secret.Length > 3 * Piece ? [secret.Substring(secret.Length / 2, Piece), secret[^Piece..]] : [secret];
        return pieces.SelectMany(piece => (string[])[piece, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(piece))]);
    }

    private static async Task<IReadOnlyList<string>> StandByAsync(RunningDashboard dashboard)
    {
        using var page = new PlayerClient(dashboard);
        var ticket = StandByPostsTests.Ticket(TicketKey);
        using var stream = await page.PostAsync(
            "/stand-by/events",
            new { ticket, page = page.Page },
            configure: StandByPostsTests.FromGame
        );
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var admitted = await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "admitted"));
        return [ticket, admitted.GetProperty("pass").GetString()!, page.Page];
    }

    /// <summary>A call by what stands behind the scripted service, signed with the profile's keys.</summary>
    private async Task CallAwsAsync(RunningDashboard dashboard, QuotingService aws)
    {
        var port = dashboard.Services.GetServices<IGameLiftStreams>().OfType<AwsGameLiftStreams>().Single();
        var refused = await Assert.ThrowsAsync<GameLiftException>(() => port.ListStreamGroupsAsync(null, default));
        // As the polling logs it: whole.
        _logs.Add(refused.ToString());
        Assert.Contains(aws.Asked, head => head.Contains(AwsSessionToken, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> RescueAsync(RunningDashboard dashboard)
    {
        dashboard.Service.AnswerText = $$"""{"type":"answer","sdp":"{{Answer}}"}""";
        var made = await PlayerClient.MakeLinkAsync(dashboard);
        using var player = new PlayerClient(dashboard);
        var pass = await player.OpenAsync(made.Secret);
        var said = new { pass, page = player.Page };
        using var spent = await player.PostAsync("/rescue/continue", said);
        var offer = OfferText.Healthy().ToString().Replace("canaryPassword", Offer, StringComparison.Ordinal);
        using var offered = await player.PostAsync("/rescue/offers", said, offer);
        using var stream = await player.PostAsync("/rescue/events", said);
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "answer"));
        return [made.Secret.Text, made.Code.Text, made.Code.Text.Replace("-", "", StringComparison.Ordinal), pass, player.Page];
    }

    private async Task LookAsync(RunningDashboard dashboard, Browser mara)
    {
        dashboard.Service.Sessions[A.Arn()] = dashboard.Service.Sessions[A.Arn()] with
        {
            LaunchArguments = new Sensitive<IReadOnlyList<string>>([Argument]),
            EnvironmentVariables = new Sensitive<IReadOnlyDictionary<string, string>>(
                new Dictionary<string, string>(StringComparer.Ordinal) { ["TOKEN"] = Variable }
            ),
            RoleArn = new Sensitive<string>(Role),
        };
        foreach (var path in new[] { "/?session=s1", "/?rescue=s1", "/sessions?session=s1", "/audit" })
        {
            await using var page = await HeadlessCircuit.OpenAsync(new Uri(dashboard.Address, path), mara.Cookies);
            Assert.True(page.Batches > 0);
        }

        using var export = await mara.SendAsync(HttpMethod.Get, new Uri(dashboard.Address, "/audit/export.json"));
        _refusals.Add(await export.Content.ReadAsStringAsync());
    }

    private static async Task<string> UseTokenAsync(RunningDashboard dashboard)
    {
        var made = Assert.IsType<TokenMaking.Made>(
            await dashboard.Services.GetRequiredService<TokenDesk>().MakeAsync("wallboard", ActorRole.Viewer, 1, Lea)
        );
        await using var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(dashboard.Address, "/hubs/live"),
                options => options.AccessTokenProvider = () => Task.FromResult<string?>(made.Secret.Text)
            )
            .Build();
        await hub.StartAsync();
        return made.Secret.Text;
    }

    /// <summary>Every secret once where it does not belong: what is refused does not say it back.</summary>
    private async Task AskWrongAsync(RunningDashboard dashboard, Browser mara, IReadOnlyList<string> planted)
    {
        using var player = new PlayerClient(dashboard);
        foreach (var secret in planted)
        {
            foreach (var path in new[] { "open", "code", "continue", "events", "offers", "reports" })
            {
                using var broken = await player.SendAsync($"/rescue/{path}", $"{{\"{secret}\": {secret}");
                await NoteAsync(broken);
            }

            foreach (var path in new[] { "events", "offers", "reports" })
            {
                using var broken = await player.SendAsync($"/stand-by/{path}", $"{{\"{secret}\": {secret}", StandByPostsTests.FromGame);
                await NoteAsync(broken);
            }

            using var posted = await mara.PostAsync("/rescue/links", JsonContent.Create(new { session = secret }));
            await NoteAsync(posted);
            using var garbage = await mara.PostAsync("/rescue/links", new StringContent(secret, Encoding.UTF8, "application/json"));
            await NoteAsync(garbage);
            using var offered = await mara.PostAsync("/rescue/offers/none?serial=1", new StringContent(secret));
            await NoteAsync(offered);
            using var signedOut = await mara.PostAsync("/sign-out/back-channel", new FormUrlEncodedContent([new("logout_token", secret)]));
            await NoteAsync(signedOut);
            // As a code that somebody brings from elsewhere: here it was the client that put it into the address.
            var called = new Uri(dashboard.Address, $"/sign-in/callback?state=none&code={Uri.EscapeDataString(secret)}");
            using var brought = await mara.SendAsync(HttpMethod.Get, called);
            await NoteAsync(brought, isOurAddress: false);
        }
    }

    private async Task NoteAsync(HttpResponseMessage answer, bool isOurAddress = true)
    {
        _refusals.Add($"{(int)answer.StatusCode} {answer.Headers} {await answer.Content.ReadAsStringAsync()}");
        _addresses.Add($"{(isOurAddress ? answer.RequestMessage?.RequestUri : null)} {answer.Headers.Location}");
    }

    private static async Task<string> DumpAsync(RunningDashboard dashboard)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(dashboard.Services.GetRequiredService<DataDirectory>().Path, "streamops.db*"))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder(instrument.Name);
        foreach (var tag in tags)
        {
            text.Append(' ').Append(tag.Key).Append('=').Append(tag.Value);
        }

        _metrics.Enqueue(text.ToString());
    }
}
