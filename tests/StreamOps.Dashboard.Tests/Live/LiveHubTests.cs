using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Dashboard.Tests.Live;

public sealed class LiveHubTests : IAsyncLifetime
{
    private const int LargestMessage = 32 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<(string Name, JsonElement Argument)> _told = Channel.CreateUnbounded<(string, JsonElement)>();
    private RunningDashboard _dashboard = null!;
    private HubConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await RunningDashboard.StartAsync();
        _connection = Connection();
        _connection.On<JsonElement>("Snapshot", argument => _told.Writer.TryWrite(("Snapshot", argument)));
        _connection.On<JsonElement>("Changed", argument => _told.Writer.TryWrite(("Changed", argument)));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task The_snapshot_comes_once_and_after_the_first_complete_walk()
    {
        _dashboard.Fleet.Publish(APicture.Fleet(APicture.Session("half")) with { IsComplete = false });
        await _connection.StartAsync();
        _dashboard.Fleet.Publish(APicture.Fleet(APicture.Session("half"), APicture.Waiting("s2", 60)) with { Version = 2 });

        var (name, snapshot) = await NextAsync();

        Assert.Equal("Snapshot", name);
        Assert.Equal(2, snapshot.GetProperty("sessions").GetArrayLength());
        Assert.Equal(0, snapshot.GetProperty("removed").GetArrayLength());
    }

    [Fact]
    public async Task Afterwards_only_what_changed_is_told_in_the_apis_words()
    {
        var still = APicture.Session("still");
        _dashboard.Fleet.Publish(APicture.Fleet(still, APicture.Session("s1"), APicture.Session("gone")));
        await _connection.StartAsync();
        await NextAsync();

        _dashboard.Fleet.Publish(
            APicture.Fleet(still, APicture.Waiting("s1", 60)) with
            {
                Version = 2,
                ServiceOffset = TimeSpan.FromSeconds(5),
            }
        );

        var (name, changed) = await NextAsync();
        Assert.Equal("Changed", name);
        var session = Assert.Single(changed.GetProperty("sessions").EnumerateArray());
        Assert.Equal("s1", session.GetProperty("id").GetString());
        Assert.Equal("PENDING_CLIENT_RECONNECTION", session.GetProperty("status").GetString());
        Assert.EndsWith("/gone", Assert.Single(changed.GetProperty("removed").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "A2")]
    public async Task Hostile_text_comes_through_the_hub_as_text_and_breaks_no_message()
    {
        var texts = HostileTexts.All;
        _dashboard.Fleet.Publish(
            APicture.Fleet([
                .. texts.Select(
                    (text, number) =>
                        APicture.Session($"h{number}") is var session
                            ? session with
                            {
                                Session = session.Session with { UserId = text, StatusReason = text },
                            }
                            : session
                ),
            ])
        );
        await _connection.StartAsync();

        var (_, snapshot) = await NextAsync();

        var told = snapshot
            .GetProperty("sessions")
            .EnumerateArray()
            .ToDictionary(session => session.GetProperty("id").GetString()!, session => session, StringComparer.Ordinal);
        Assert.Equal(texts.Count, told.Count);
        for (var number = 0; number < texts.Count; number++)
        {
            var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(texts[number]));
            Assert.Equal(whole, told[$"h{number}"].GetProperty("userId").GetString());
            Assert.Equal(whole, told[$"h{number}"].GetProperty("statusReason").GetString());
        }
    }

    [Fact]
    public async Task Window_bounds_are_told_in_service_time()
    {
        _dashboard.Fleet.Publish(APicture.Fleet(APicture.Waiting("s1", 60)) with { ServiceOffset = TimeSpan.FromSeconds(5) });
        await _connection.StartAsync();

        var (_, snapshot) = await NextAsync();

        var window = snapshot.GetProperty("sessions")[0].GetProperty("window");
        Assert.Equal("reach", window.GetProperty("kind").GetString());
        Assert.Equal(APicture.Now.AddSeconds(65), window.GetProperty("expectedEnd").GetDateTimeOffset());
        Assert.Equal(APicture.Now.AddSeconds(62), window.GetProperty("earliestEnd").GetDateTimeOffset());
        Assert.Equal(APicture.Now.AddSeconds(66), window.GetProperty("latestEnd").GetDateTimeOffset());
    }

    [Fact]
    public async Task Who_waits_is_told_with_the_moment_that_decides_the_place_in_the_queue()
    {
        var plays = APicture.Session("s2");
        _dashboard.Fleet.Publish(APicture.Fleet(APicture.Waiting("s1", 60), plays) with { ServiceOffset = TimeSpan.FromSeconds(5) });
        await _connection.StartAsync();
        var (_, snapshot) = await NextAsync();
        Assert.Equal([("s1", true, APicture.Now.AddSeconds(65)), ("s2", false, null)], Waiting(snapshot));

        var known = plays with { ConnectionTimeout = TimeSpan.FromSeconds(120) };
        _dashboard.Publish(APicture.Fleet(APicture.Waiting("s1", 60), known) with { ServiceOffset = TimeSpan.FromSeconds(5) });
        _dashboard.Publish(APicture.Fleet(APicture.Session("s1"), known) with { ServiceOffset = TimeSpan.FromSeconds(5) });

        // A timeout that became known of somebody who plays is no news.
        var (name, changed) = await NextAsync();
        Assert.Equal("Changed", name);
        Assert.Equal([("s1", false, null)], Waiting(changed));
    }

    [Fact]
    public async Task A_hub_client_counts_as_a_watcher_until_it_leaves()
    {
        _dashboard.Fleet.Publish(APicture.Fleet(APicture.Session("s1", StreamSessionStatus.Active)));
        await _connection.StartAsync();
        await NextAsync();

        Assert.Equal(1, _dashboard.Fleet.Watchers);
    }

    [Fact]
    [Trait("Row", "R14")]
    public async Task A_message_over_32_KB_ends_its_connection_alone_and_one_below_does_not()
    {
        await using var over = Connection();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        over.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await _connection.StartAsync();
        await over.StartAsync();

        await _connection.SendAsync("Nothing", new string('x', LargestMessage - 512));
        await over.SendAsync("Nothing", new string('x', LargestMessage));

        await closed.Task.WaitAsync(Patience);
        // It takes no calls, and the other still hears so.
        await Assert.ThrowsAsync<HubException>(() => _connection.InvokeAsync("Nothing").WaitAsync(Patience));
        Assert.Equal(HubConnectionState.Connected, _connection.State);
    }

    [Fact]
    [Trait("Row", "R14")]
    public void The_bound_of_a_message_is_the_hubs_own_whatever_the_framework_takes()
    {
        var services = new ServiceCollection();
        services.AddLiveHub();
        services.Configure<HubOptions>(every => every.MaximumReceiveMessageSize = null);

        using var built = services.BuildServiceProvider();

        Assert.Equal(LargestMessage, built.GetRequiredService<IOptions<HubOptions<LiveHub>>>().Value.MaximumReceiveMessageSize);
    }

    private HubConnection Connection() => new HubConnectionBuilder().WithUrl(new Uri(_dashboard.Address, "/hubs/live")).Build();

    private static (string? Id, bool IsWaiting, DateTimeOffset? Deadline)[] Waiting(JsonElement told) =>
        [
            .. told.GetProperty("sessions")
                .EnumerateArray()
                .Select(session =>
                    (
                        session.GetProperty("id").GetString(),
                        session.GetProperty("isWaiting").GetBoolean(),
                        session.GetProperty("deadline").Deserialize<DateTimeOffset?>()
                    )
                )
                .OrderBy(one => one.Item1, StringComparer.Ordinal),
        ];

    private async Task<(string Name, JsonElement Argument)> NextAsync() => await _told.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
