using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Network;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>What stays open ends with the sign-in, within five seconds.</summary>
public sealed class OpenConnectionsTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private readonly SignedInDashboard _stage = stage.Anew();

    [Fact]
    public async Task The_live_hub_closes_when_its_person_is_signed_out()
    {
        using var vic = await _stage.BrowserOfAsync("vic");
        await using var hub = await HubOfAsync(vic);
        var closed = Closed(hub);

        var since = TimeProvider.System.GetTimestamp();
        _stage.Sessions.End(_ => true);
        await closed.WaitAsync(TimeSpan.FromSeconds(30));

        var took = TimeProvider.System.GetElapsedTime(since);
        Assert.True(took < Promised, $"It took {took}.");
        await Assert.ThrowsAnyAsync<Exception>(() => HubOfAsync(vic));
    }

    [Fact]
    public async Task Hub_and_page_close_when_the_provider_says_that_their_person_has_no_role_any_more()
    {
        await using var own = await SignedInDashboard.StartAsync();
        own.Provider.TokenLife = TimeSpan.FromSeconds(3);
        using var vic = await own.BrowserOfAsync("vic");
        await using var hub = await HubOfAsync(vic, own);
        await using var page = await HeadlessCircuit.OpenAsync(own.Dashboard.Address, vic.Cookies);
        var closed = Task.WhenAll(Closed(hub), page.Closed);
        var told = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        own.Sessions.Changed += (_, _) => told.TrySetResult(TimeProvider.System.GetTimestamp());

        own.Provider.Roles["vic"] = ["kitchen"];
        var since = await told.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await closed.WaitAsync(TimeSpan.FromSeconds(30));

        var took = TimeProvider.System.GetElapsedTime(since);
        Assert.True(took < Promised, $"It took {took}.");
        Assert.Null(SignedInClaims.RoleOf(Assert.Single(own.Sessions.All).Ticket.Principal));
        await Assert.ThrowsAnyAsync<Exception>(() => HubOfAsync(vic, own));
    }

    [Fact]
    public async Task Hub_and_page_close_when_the_time_of_their_sign_in_is_over()
    {
        var time = new LaterClock();
        await using var own = await SignedInDashboard.StartAsync(builder =>
            builder.Services.AddSingleton(services => new SignInSessions(time, services.GetRequiredService<SignInRecord>()))
        );
        using var vic = await own.BrowserOfAsync("vic");
        await using var hub = await HubOfAsync(vic, own);
        await using var page = await HeadlessCircuit.OpenAsync(own.Dashboard.Address, vic.Cookies);
        var closed = Task.WhenAll(Closed(hub), page.Closed);

        var since = TimeProvider.System.GetTimestamp();
        time.Ahead = SignInSessions.Longest;
        await closed.WaitAsync(TimeSpan.FromSeconds(30));

        var took = TimeProvider.System.GetElapsedTime(since);
        Assert.True(took < Promised, $"It took {took}.");
        Assert.Empty(own.Sessions.All);
        await Assert.ThrowsAnyAsync<Exception>(() => HubOfAsync(vic, own));
    }

    [Fact]
    public async Task The_live_hub_of_somebody_else_stays_open()
    {
        using var vic = await _stage.BrowserOfAsync("vic");
        using var lea = await _stage.BrowserOfAsync("lea");
        await using var hub = await HubOfAsync(vic);
        await using var other = await HubOfAsync(lea);
        var closed = Closed(hub);

        _stage.Sessions.End(session => session.Ticket.Principal.Identity!.Name == "vic");
        await closed.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(HubConnectionState.Connected, other.State);
    }

    [Fact]
    public async Task A_circuits_connection_that_does_not_leave_by_itself_is_cut()
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        using var socket = await CircuitOfAsync(mara);

        var since = TimeProvider.System.GetTimestamp();
        _stage.Sessions.End(_ => true);
        await UntilClosedAsync(socket).WaitAsync(TimeSpan.FromSeconds(30));

        var took = TimeProvider.System.GetElapsedTime(since);
        Assert.True(took < Promised, $"It took {took}.");
    }

    [Fact]
    public async Task An_end_while_the_server_takes_a_connection_back_touches_it_no_more()
    {
        var time = new FakeTimeProvider();
        await using var record = new RecordOfNobody();
        var sessions = new SignInSessions(time, record.Record);
        var user = SignedInClaims.PrincipalOf(new SignInOptions { Viewers = "v" }, [new("sub", "1"), new("roles", "v")], "one");
        await sessions.StoreAsync(new AuthenticationTicket(user, SignInServices.Scheme));
        using var connections = new SignedInConnections(sessions, time);
        var context = new DefaultHttpContext { User = user };
        context.Request.Path = "/_blazor";

        await connections.ServeAsync(
            context,
            served =>
            {
                ((DefaultHttpContext)served).Uninitialize();
                sessions.End(_ => true);
                return Task.CompletedTask;
            }
        );
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.False(sessions.UserOf("one").Identity!.IsAuthenticated);
    }

    [Fact]
    public async Task Somebody_who_fails_to_hear_of_an_end_keeps_no_other_end_away()
    {
        var time = new FakeTimeProvider();
        await using var record = new RecordOfNobody();
        var sessions = new SignInSessions(time, record.Record);
        using var connections = new SignedInConnections(sessions, time);
        var notes = _stage.Dashboard.Services.GetRequiredService<AccessNotes>();
        using var keeper = new SignInKeeper(sessions, connections, notes, time, NullLogger<SignInKeeper>.Instance);
        var ends = 0;
        await StoreAsync("one");
        sessions.Changed += (_, _) => throw new InvalidOperationException($"Deaf at end {++ends}.");
        await keeper.StartAsync(CancellationToken.None);

        await UntilEndedAsync("one");
        await Assert.ThrowsAsync<InvalidOperationException>(() => StoreAsync("two"));
        await UntilEndedAsync("two");
        await keeper.StopAsync(CancellationToken.None);

        async Task StoreAsync(string id)
        {
            var user = SignedInClaims.PrincipalOf(new SignInOptions { Viewers = "v" }, [new("sub", id), new("roles", "v")], id);
            await sessions.StoreAsync(new AuthenticationTicket(user, SignInServices.Scheme));
        }

        async Task UntilEndedAsync(string id)
        {
            for (var tries = 0; sessions.All.Count > 0; tries++)
            {
                Assert.True(tries < 200, $"Nobody ended {id}.");
                time.Advance(TimeSpan.FromHours(13));
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    [Fact]
    public async Task A_removed_role_and_an_end_reach_an_open_circuit_at_once()
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        var session = Assert.Single(_stage.Sessions.All);
        using var circuit = new SignedInCircuit(_stage.Sessions);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(session.Ticket.Principal)));

        _stage.Sessions.Replace(session, Without(session.Ticket.Principal, ActorRole.Viewer), session.Ticket.Properties);
        var demoted = (await circuit.GetAuthenticationStateAsync()).User;
        _stage.Sessions.End(_ => true);
        var gone = (await circuit.GetAuthenticationStateAsync()).User;

        Assert.Equal(ActorRole.Viewer, CurrentOperator.Of(demoted)!.Actor.Role);
        Assert.Null(CurrentOperator.Of(gone));
        Assert.False(gone.Identity!.IsAuthenticated);
    }

    [Theory]
    [InlineData(121, 0, false)]
    [InlineData(119, 0, true)]
    [InlineData(721, 60, false)]
    [InlineData(719, 60, true)]
    public async Task A_sign_in_ends_after_two_hours_without_use_and_after_twelve_in_any_case(int minutes, int usedEvery, bool isIn)
    {
        var time = new FakeTimeProvider();
        await using var record = new RecordOfNobody();
        var sessions = new SignInSessions(time, record.Record);
        var user = SignedInClaims.PrincipalOf(new SignInOptions { Viewers = "v" }, [new("sub", "1"), new("roles", "v")], "one");
        var key = await sessions.StoreAsync(new AuthenticationTicket(user, SignInServices.Scheme));

        for (var gone = 0; gone < minutes; gone++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            if (usedEvery > 0 && gone % usedEvery == 0)
            {
                sessions.Use("one");
            }
        }

        Assert.Equal(isIn, sessions.UserOf("one").Identity!.IsAuthenticated);
        Assert.Equal(isIn, await sessions.RetrieveAsync(key) is not null);
    }

    private static ClaimsPrincipal Without(ClaimsPrincipal user, ActorRole role) =>
        new(
            new ClaimsIdentity(
                user.Claims.Where(claim => claim.Type != SignedInClaims.Role).Append(new Claim(SignedInClaims.Role, role.ToString())),
                SignInServices.Scheme
            )
        );

    private async Task<HubConnection> HubOfAsync(Browser browser, SignedInDashboard? stage = null)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri((stage ?? _stage).Dashboard.Address, "/hubs/live"), options => options.Cookies = browser.Cookies)
            .Build();
        await hub.StartAsync();
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

    private async Task<ClientWebSocket> CircuitOfAsync(Browser browser)
    {
        using var negotiated = await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1");
        var token = JsonDocument
            .Parse(await negotiated.Content.ReadAsStringAsync())
            .RootElement.GetProperty("connectionToken")
            .GetString()!;
        var socket = new ClientWebSocket();
        socket.Options.Cookies = browser.Cookies;
        var address = new Uri(_stage.Dashboard.Address, $"/_blazor?id={Uri.EscapeDataString(token)}");
        await socket.ConnectAsync(
            new Uri(address.AbsoluteUri.Replace("http://", "ws://", StringComparison.Ordinal)),
            CancellationToken.None
        );
        var handshake = Encoding.UTF8.GetBytes(Greetings.In("blazorpack"));
        await socket.SendAsync(handshake, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return socket;
    }

    private static async Task UntilClosedAsync(ClientWebSocket socket)
    {
        try
        {
            var buffer = new byte[4096];
            while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (WebSocketException)
        {
            // Cut.
        }
    }

    /// <summary>The time of day, later than it is.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
