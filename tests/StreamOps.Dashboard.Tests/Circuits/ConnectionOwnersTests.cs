using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Circuits;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>A connection's token is worth nothing in other hands.</summary>
[Trait("Row", "A6")]
public sealed class ConnectionOwnersTests(LoggedStage stage) : IClassFixture<LoggedStage>
{
    private const string Refused = "Refused a connection to somebody it does not belong to";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SignedInDashboard _stage = stage.Anew();

    [Theory]
    [InlineData("/_blazor", "blazorpack")]
    [InlineData("/hubs/live", "json")]
    public async Task A6_nobody_speaks_or_reads_in_somebody_elses_connection_or_ends_it(string hub, string protocol)
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        using var lea = await _stage.BrowserOfAsync("lea");
        using var negotiated = await mara.PostAsync($"{hub}/negotiate?negotiateVersion=1");
        var token = (await negotiated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionToken").GetString()!;
        var path = $"{hub}?id={Uri.EscapeDataString(token)}";
        var handshake = $$"""{"protocol":"{{protocol}}","version":1}""" + "\u001e";
        using var begun = await mara.SendAsScriptAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, begun.StatusCode);
        var before = stage.Warnings(Refused);

        using var spoken = await lea.PostAsync(path, new StringContent(handshake));
        using var read = await lea.SendAsScriptAsync(HttpMethod.Get, path);
        using var ended = await lea.SendAsScriptAsync(HttpMethod.Delete, path);

        Assert.All([spoken, read, ended], response => Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode));
        Assert.Equal(before + 3, stage.Warnings(Refused));
        using var own = await mara.PostAsync(path, new StringContent(handshake));
        using var answer = await mara.SendAsScriptAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.StartsWith("{}\u001e", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Its_owner_is_served_by_whatever_way(HttpTransportType way)
    {
        using var vic = await _stage.BrowserOfAsync("vic");
        var before = stage.Warnings(Refused);
        var snapshot = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(_stage.Dashboard.Address, "/hubs/live"),
                options =>
                {
                    options.Cookies = vic.Cookies;
                    options.Transports = way;
                }
            )
            .Build();
        hub.On<JsonElement>("Snapshot", _ => snapshot.TrySetResult());

        await hub.StartAsync(TestContext.Current.CancellationToken);
        await snapshot.Task.WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(before, stage.Warnings(Refused));
    }

    [Fact]
    public async Task One_that_is_silent_is_forgotten_one_that_is_served_is_not_and_one_that_never_was_is_not_kept()
    {
        var time = new FakeTimeProvider();
        var owners = new ConnectionOwners(new NetworkReach(IsByTlsAlone: false), time, NullLogger<ConnectionOwners>.Instance);
        var served = new TaskCompletionSource();
        await ServeAsync("silent", StatusCodes.Status200OK);
        await ServeAsync("none", StatusCodes.Status404NotFound);
        var poll = ServeAsync("served", StatusCodes.Status200OK, served.Task);
        Assert.Equal(2, owners.Count);

        time.Advance(ConnectionOwners.KeptUnused + TimeSpan.FromSeconds(1));
        await ServeAsync("served", StatusCodes.Status200OK);
        Assert.Equal(1, owners.Count);

        served.SetResult();
        await poll;
        time.Advance(ConnectionOwners.KeptUnused + TimeSpan.FromSeconds(1));
        await ServeAsync("none", StatusCodes.Status404NotFound);
        Assert.Equal(0, owners.Count);

        Task ServeAsync(string token, int status, Task? until = null)
        {
            var context = new DefaultHttpContext();
            context.Request.Path = "/_blazor";
            context.Request.QueryString = new QueryString($"?id={token}");
            return owners.ServeAsync(
                context,
                request =>
                {
                    request.Response.StatusCode = status;
                    return until ?? Task.CompletedTask;
                },
                _ => "mara"
            );
        }
    }
}
