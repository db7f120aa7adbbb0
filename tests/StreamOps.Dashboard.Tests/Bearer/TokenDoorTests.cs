using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamOps.Dashboard.Bearer;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tokens;
using StreamOps.Testing;
using StreamOps.Testing.Faults;

namespace StreamOps.Dashboard.Tests.Bearer;

/// <summary>An access token opens the live hub for as long as it is good, and nothing else ever.</summary>
public sealed class TokenDoorTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Unknown = "so_" + new string('A', 43);
    private static readonly Actor Lea = new("id-lea", "lea", ActorRole.Lead, MayTakeOver: false);

    private readonly SignedInDashboard _stage = stage.Anew();

    private TokenDesk Desk => _stage.Dashboard.Services.GetRequiredService<TokenDesk>();

    [Fact]
    public async Task The_hub_opens_with_a_token_and_closes_when_it_is_revoked()
    {
        var made = await MadeAsync();
        var other = await MadeAsync();
        await using var hub = await HubAsync(made.Secret.Text);
        await using var stays = await HubAsync(other.Secret.Text);
        var closed = Closed(hub);

        var since = TimeProvider.System.GetTimestamp();
        Assert.True((await Desk.RevokeAsync(made.Token.Id, Lea)).IsAllowed);
        await closed.WaitAsync(Patience);

        var took = TimeProvider.System.GetElapsedTime(since);
        Assert.True(took < Promised, $"It took {took}.");
        Assert.Equal(HubConnectionState.Connected, stays.State);
        await Assert.ThrowsAnyAsync<Exception>(() => HubAsync(made.Secret.Text));
    }

    [Fact]
    public async Task An_expired_token_is_refused_and_what_it_opened_is_closed()
    {
        var made = await MadeAsync();
        await using var hub = await HubAsync(made.Secret.Text);
        var closed = Closed(hub);

        await _stage
            .Dashboard.Services.GetRequiredService<OperationsStore>()
            .RunAsync(db =>
                db.Set<AccessToken>()
                    .Where(token => token.Id == made.Token.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(token => token.Expires, made.Token.MadeAt))
            );
        await closed.WaitAsync(Patience);

        using var refused = await SendAsync(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1", made.Secret.Text);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task While_the_store_is_away_who_is_in_stays_in_and_one_that_comes_anew_is_told_to_try_again()
    {
        await using var own = await SignedInDashboard.StartAsync(builder =>
            builder.Services.AddSingleton<IDbContextFactory<OperationsDb>>(services => new StoreAway(
                services.GetRequiredService<StoreDatabase>()
            ))
        );
        var store = (StoreAway)own.Dashboard.Services.GetRequiredService<IDbContextFactory<OperationsDb>>();
        var desk = own.Dashboard.Services.GetRequiredService<TokenDesk>();
        var made = Assert.IsType<TokenMaking.Made>(await desk.MakeAsync("wallboard", ActorRole.Viewer, 30, Lea));
        await using var hub = await HubAsync(made.Secret.Text, own);
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.On<JsonElement>("Changed", _ => changed.TrySetResult());

        store.Is = () => true;
        using var anew = await SendAsync(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1", made.Secret.Text, stage: own);
        using var unknown = await SendAsync(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1", Unknown, stage: own);
        await own.Dashboard.Services.GetRequiredService<TokenConnections>().KeepAsync();
        own.Dashboard.Publish(APicture.Fleet(APicture.Waiting("s1", 60), APicture.Waiting("s2", 60)));
        await changed.Task.WaitAsync(Patience);

        Assert.All([anew, unknown], response => Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode));
        Assert.Equal(HubConnectionState.Connected, hub.State);

        store.Is = () => false;
        using var later = await SendAsync(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1", made.Secret.Text, stage: own);
        using var never = await SendAsync(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1", Unknown, stage: own);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (later.StatusCode, never.StatusCode));
    }

    [Fact]
    public async Task That_it_was_used_is_listed()
    {
        var made = await MadeAsync();

        await using var hub = await HubAsync(made.Secret.Text);

        var listed = (await Desk.ListAsync(Lea, default)).Tokens.Single(token => token.Id == made.Token.Id);
        Assert.NotNull(listed.UsedAt);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/sessions")]
    [InlineData("GET", "/audit")]
    [InlineData("GET", "/audit/export.json")]
    [InlineData("GET", "/tokens")]
    [InlineData("GET", "/live/clock")]
    [InlineData("POST", "/rescue/links")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/_blazor")]
    public async Task A_token_opens_nothing_else(string method, string path)
    {
        var made = await MadeAsync(ActorRole.Operator);
        var inQuery = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "access_token=" + made.Secret.Text;

        using var shown = await SendAsync(new HttpMethod(method), path, made.Secret.Text);
        using var queried = await SendAsync(new HttpMethod(method), inQuery, null);

        Assert.Equal(HttpStatusCode.Unauthorized, shown.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, queried.StatusCode);
    }

    [Fact]
    public async Task In_an_address_it_counts_for_the_lasting_connection_alone()
    {
        var made = await MadeAsync();
        var query = "access_token=" + made.Secret.Text;

        using var negotiated = await SendAsync(HttpMethod.Post, $"/hubs/live/negotiate?negotiateVersion=1&{query}", null);
        using var polled = await SendAsync(HttpMethod.Get, $"/hubs/live?{query}", null);
        using var events = await SendAsync(HttpMethod.Get, $"/hubs/live?{query}", null, accept: "text/event-stream");
        using var page = await SendAsync(HttpMethod.Get, $"/hubs/live?{query}", null, accept: "text/html");

        Assert.All([negotiated, polled, events, page], response => Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode));
        Assert.Null(page.Headers.Location);
    }

    [Fact]
    public async Task A_browsers_client_opens_its_socket_with_the_token_in_the_address()
    {
        var made = await MadeAsync();
        using var negotiated = await SendAsync(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1", made.Secret.Text);
        var connection = JsonDocument
            .Parse(await negotiated.Content.ReadAsStringAsync())
            .RootElement.GetProperty("connectionToken")
            .GetString()!;
        var address = new UriBuilder(_stage.Dashboard.Address)
        {
            Scheme = "ws",
            Path = "/hubs/live",
            Query = $"id={Uri.EscapeDataString(connection)}&access_token={made.Secret.Text}",
        };
        using var socket = new ClientWebSocket();
        using var patience = new CancellationTokenSource(Patience);

        await socket.ConnectAsync(address.Uri, patience.Token);
        var handshake = Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e");
        await socket.SendAsync(handshake, WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        var answer = await socket.ReceiveAsync(new byte[65536], patience.Token);

        Assert.Equal(WebSocketMessageType.Text, answer.MessageType);
    }

    [Fact]
    public async Task Where_a_person_is_signed_in_a_bad_token_is_refused_all_the_same()
    {
        using var vic = await _stage.BrowserOfAsync("vic");
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(_stage.Dashboard.Address, "/hubs/live/negotiate?negotiateVersion=1")
        );
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Unknown);
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = vic.Cookies });

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Leads_alone_are_led_to_the_page()
    {
        using var lea = await _stage.BrowserOfAsync("lea");
        using var mara = await _stage.BrowserOfAsync("mara");
        var (_, leads) = await lea.OpenAsync("/");
        var (_, operators) = await mara.OpenAsync("/");

        Assert.Contains("href=\"tokens\"", leads, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"tokens\"", operators, StringComparison.Ordinal);
    }

    [Fact]
    public void No_log_has_the_addresses_of_requests()
    {
        const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new Everything()).AddFilter<Everything>(Requests, LogLevel.Trace));
        services.AddTokenDoor();

        using var built = services.BuildServiceProvider();

        Assert.False(built.GetRequiredService<ILoggerFactory>().CreateLogger(Requests).IsEnabled(LogLevel.Information));
    }

    private async Task<TokenMaking.Made> MadeAsync(ActorRole role = ActorRole.Viewer) =>
        Assert.IsType<TokenMaking.Made>(await Desk.MakeAsync("wallboard", role, 30, Lea));

    private async Task<HubConnection> HubAsync(string token, SignedInDashboard? stage = null)
    {
        var snapshot = new TaskCompletionSource();
        var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri((stage ?? _stage).Dashboard.Address, "/hubs/live"),
                options => options.AccessTokenProvider = () => Task.FromResult<string?>(token)
            )
            .Build();
        hub.On<JsonElement>("Snapshot", _ => snapshot.TrySetResult());
        await hub.StartAsync();
        await snapshot.Task.WaitAsync(Patience);
        return hub;
    }

    private static Task Closed(HubConnection hub)
    {
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        return closed.Task;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? token,
        string? accept = null,
        SignedInDashboard? stage = null
    )
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(method, new Uri((stage ?? _stage).Dashboard.Address, path));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        return await client.SendAsync(request);
    }

    private sealed class Everything : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new All();

        public void Dispose() { }

        private sealed class All : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            ) { }
        }
    }
}
