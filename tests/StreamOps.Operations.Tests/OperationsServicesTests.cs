using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Tests.Store;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests;

public sealed class OperationsServicesTests
{
    [Fact]
    public async Task The_whole_project_starts_and_a_drop_is_seen_rescued_and_told()
    {
        using var store = TemporaryStore.Empty();
        var service = new ScriptedGameLiftStreams(new FleetClock(TimeProvider.System));
        service.Groups[A.Group] = A.StreamGroup();
        service.Sessions[A.Arn()] = Waiting();
        using var host = HostOf(store, service);
        await host.StartAsync();
        var fleet = host.Services.GetRequiredService<LiveFleet>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        using var watching = fleet.Attend();
        await UntilAsync(
            fleet.FollowAsync(limit.Token),
            update => update.Snapshot.Sessions.GetValueOrDefault(A.Arn())?.Window?.ConnectionTimeout is not null
        );

        var desk = host.Services.GetRequiredService<RescueDesk>();
        var outcome = await desk.SendAsync(A.Arn(), new Offer(OfferText.Healthy().ToString()), Actor.Unproven("Mara"), default);
        var attempt = Assert.IsType<CommandResult.Accepted>(outcome).Attempt!;
        service.Sessions[A.Arn()] = A.StreamSession().In(StreamSessionStatus.Connected).Details();
        var log = host.Services.GetRequiredService<EpisodeLog>();
        await UntilAsync(log.WatchAsync(limit.Token), ended => ended.Length == 1);

        Assert.Equal(fleet.Current.Sessions[A.Arn()].Arn, attempt.Session);
        Assert.Equal((EpisodeOutcome.Recovered, attempt.WindowEpoch), (log.EndedWithinTheHour[0].Outcome, log.EndedWithinTheHour[0].Epoch));
        await host.StopAsync();
    }

    [Fact]
    public void Everything_the_screens_ask_for_is_registered()
    {
        using var store = TemporaryStore.Empty();
        using var host = HostOf(store, new ScriptedGameLiftStreams(new FleetClock(TimeProvider.System)));

        Type[] asked =
        [
            typeof(RescueDesk),
            typeof(AnswerDesk),
            typeof(RescueBoard),
            typeof(OfferDesk),
            typeof(StreamSessionCommands),
            typeof(AuditLog),
            typeof(EpisodeLog),
            typeof(EpisodeTable),
            typeof(LiveFleet),
        ];

        Assert.All(asked, type => Assert.NotNull(host.Services.GetRequiredService(type)));
    }

    [Fact]
    public void What_an_earlier_process_knew_is_there_before_its_rescues_are_taken_up_and_before_the_first_poll()
    {
        using var store = TemporaryStore.Empty();
        using var host = HostOf(store, new ScriptedGameLiftStreams(new FleetClock(TimeProvider.System)));
        Type[] inOrder = [typeof(EpisodeRecorder), typeof(RescueKeeper), typeof(StreamPollerService)];

        var started = host.Services.GetServices<IHostedService>().Select(service => service.GetType());

        Assert.Equal(inOrder, started.Where(inOrder.Contains));
    }

    [Fact]
    public async Task A_wrong_setting_is_told_by_its_key()
    {
        await using var provider = ProviderOf([new("StreamOps:RetentionDays", "0")]);

        var wrong = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<OperationsOptions>>().Value);

        Assert.Contains("StreamOps:RetentionDays", wrong.Message);
    }

    [Fact]
    public async Task An_empty_data_directory_is_the_one_of_the_user()
    {
        await using var provider = ProviderOf([new("StreamOps:DataDirectory", "")]);

        var options = provider.GetRequiredService<IOptions<OperationsOptions>>().Value;

        Assert.Equal(new OperationsOptions().DataDirectory, options.DataDirectory);
    }

    private static ServiceProvider ProviderOf(params KeyValuePair<string, string?>[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddOperations(configuration).BuildServiceProvider();
    }

    private static StreamSessionDetails Waiting() =>
        (
            A.StreamSession().In(StreamSessionStatus.PendingClientReconnection) with
            {
                CreatedAt = TimeProvider.System.GetUtcNow().AddMinutes(-10),
                LastUpdatedAt = TimeProvider.System.GetUtcNow(),
            }
        ).Details();

    private static IHost HostOf(TemporaryStore store, IGameLiftStreams service)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("StreamOps:DataDirectory", store.Path)]);
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddSingleton(service);
        builder.Services.AddOperations(builder.Configuration);
        return builder.Build();
    }

    private static async Task UntilAsync<T>(IAsyncEnumerable<T> news, Func<T, bool> isSo)
    {
        await foreach (var item in news)
        {
            if (isSo(item))
            {
                return;
            }
        }
    }
}
