using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Emulator;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>The port over real HTTP with real signatures against the emulator.</summary>
public sealed class AwsGameLiftStreamsSpecs : IAsyncLifetime
{
    private readonly WebApplication _emulator = EmulatorApp.Build(new() { Urls = "http://127.0.0.1:0", Scenario = "quiet" });
    private readonly HttpClient _control = new();
    private ServiceProvider _services = null!;

    private IGameLiftStreams Service => _services.GetRequiredService<IGameLiftStreams>();

    public async ValueTask InitializeAsync()
    {
        await _emulator.StartAsync();
        var address = EmulatorApp.BaseAddress(_emulator);
        _control.BaseAddress = new Uri(address, "/_emulator/");
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["AWS:ServiceURL"] = address.ToString(),
                    ["AWS:AuthenticationRegion"] = "us-west-2",
                }
            )
            .Build();
        _services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<FleetClock>()
            .AddGameLift(configuration, ("emulator", "emulator"))
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _services.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Groups_applications_and_sessions_come_with_their_names_and_times()
    {
        var group = (await Service.ListStreamGroupsAsync(null, default)).Value.Items[0];
        var capacity = await Service.GetStreamGroupAsync(group.Id, default);
        var applications = await Service.ListApplicationsAsync(null, default);
        var session = (await Service.ListStreamSessionsAsync(group.Id, StreamSessionStatus.Connected, null, new KnownList(), default))
            .Value
            .Items[0];

        Assert.NotEmpty(capacity.Value.Locations!);
        Assert.Contains(applications.Value.Items, application => application.Arn == session.ApplicationArn);
        Assert.Equal(group.Id, session.Arn.StreamGroupId);
        Assert.NotNull(session.LastUpdatedAt);
    }

    [Fact]
    public async Task The_tags_of_a_stream_group_are_read_by_its_arn()
    {
        var group = (await Service.ListStreamGroupsAsync(null, default)).Value.Items[0];

        var tags = (await Service.ListTagsAsync(group.Arn, default)).Value;

        Assert.Equal("yes", tags["support"]);
    }

    [Fact]
    public async Task A_reply_carries_the_request_id_and_the_services_date()
    {
        var reply = await Service.ListStreamGroupsAsync(null, default);

        Assert.NotEmpty(reply.RequestId);
        Assert.InRange(reply.ServiceDate!.Value, reply.SentAt.AddSeconds(-2), reply.ArrivedAt.AddSeconds(1));
    }

    [Fact]
    public async Task A_walk_of_pages_shows_each_session_once()
    {
        await _control.PostAsJsonAsync(
            "populate",
            new
            {
                streamGroups = 1,
                sessionsPerGroup = 250,
                connectionTimeoutSeconds = 120,
            }
        );
        var group = (await Service.ListStreamGroupsAsync(null, default)).Value.Items.Single();
        var seen = new List<StreamSessionArn>();

        string? next = null;
        do
        {
            var page = (
                await Service.ListStreamSessionsAsync(group.Id, StreamSessionStatus.Connected, next, new KnownList(), default)
            ).Value;
            seen.AddRange(page.Items.Select(session => session.Arn));
            next = page.NextToken;
        } while (next is not null);

        Assert.Equal(250, seen.Distinct().Count());
        Assert.Equal(250, seen.Count);
    }

    [Fact]
    public async Task The_details_tell_the_timeouts_of_a_session()
    {
        var details = (await Service.GetStreamSessionAsync((await AnySession()).Arn, default)).Value;

        Assert.NotNull(details.ConnectionTimeout);
        Assert.NotNull(details.SessionLength);
    }

    [Fact]
    public async Task A_refusal_is_an_exception_with_the_services_code()
    {
        var session = await AnySession();

        var refusal = await Assert.ThrowsAsync<GameLiftException>(() =>
            Service.CreateStreamSessionConnectionAsync(session.Arn, new Offer("{}"), Guid.NewGuid().ToString(), default)
        );

        Assert.True(refusal.WasAnswered);
        Assert.True(refusal.Code == ApiErrorCode.Conflict || refusal.Code == ApiErrorCode.Validation, refusal.Code.Value);
    }

    [Theory]
    [InlineData("throttle", "ThrottlingException", true)]
    [InlineData("garbage", "StreamOps.UnreadableAnswer", false)]
    [InlineData("reset", "StreamOps.ConnectionLost", false)]
    public async Task A_fault_is_told_apart(string kind, string code, bool answered)
    {
        await _control.PutAsJsonAsync(
            "faults",
            new[]
            {
                new
                {
                    operation = "ListStreamGroups",
                    kind,
                    probability = 1,
                },
            }
        );

        var fault = await Assert.ThrowsAsync<GameLiftException>(() => Service.ListStreamGroupsAsync(null, default));

        Assert.Equal((code, answered), (fault.Code.Value, fault.WasAnswered));
    }

    [Fact]
    public async Task One_call_is_one_request()
    {
        await _control.PutAsJsonAsync(
            "faults",
            new[]
            {
                new
                {
                    operation = "ListStreamGroups",
                    kind = "throttle",
                    probability = 1,
                },
            }
        );

        await Assert.ThrowsAsync<GameLiftException>(() => Service.ListStreamGroupsAsync(null, default));

        var ledger = await _control.GetFromJsonAsync<System.Text.Json.JsonElement>("ledger?since=0");
        Assert.Equal(1, ledger.GetProperty("calls").GetArrayLength());
    }

    [Fact]
    [Trait("Row", "F8")]
    public async Task Nobody_listening_is_unreachable_not_lost()
    {
        await _emulator.StopAsync();

        var fault = await Assert.ThrowsAsync<GameLiftException>(() => Service.ListStreamGroupsAsync(null, default));

        Assert.Equal(ApiErrorCode.Unreachable, fault.Code);
    }

    private async Task<StreamSession> AnySession()
    {
        var group = (await Service.ListStreamGroupsAsync(null, default)).Value.Items[0];
        return (await Service.ListStreamSessionsAsync(group.Id, StreamSessionStatus.Connected, null, new KnownList(), default)).Value.Items[
            0
        ];
    }
}
