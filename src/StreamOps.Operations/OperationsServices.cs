using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.LastKnown;
using StreamOps.Operations.Links;
using StreamOps.Operations.Meter;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Players;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Settings;
using StreamOps.Operations.SignIns;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Store;
using StreamOps.Operations.StreamSessions;
using StreamOps.Operations.Takeover;
using StreamOps.Operations.Tokens;

namespace StreamOps.Operations;

/// <summary>This project's only registration entry.</summary>
public static class OperationsServices
{
    /// <summary>Registers operations: the store first, since services start in this order. The host adds data protection and logging, and where nobody signs in <see cref="Sights.WithoutSignIn"/>.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings(configuration);
        services.AddSingleton<BackgroundWork>();
        services.AddPostgres(configuration);
        services.AddSingleton<StoreDatabase>(DatabaseOf);
        services.AddStore();
        services.AddSecrets();
        services.AddAudit();
        services.AddFleet();
        services.AddSingleton(Sights.BehindSignIn);
        services.AddSingleton<FleetAccess>();
        services.AddSingleton<ActorPace>();
        services.AddTokens();
        services.AddKeptSignIns();
        services.AddOffers();
        services.AddLastKnown();
        services.AddEpisodes();
        services.AddAttempts();
        services.AddRescue(configuration);
        services.AddClaims();
        services.AddSingleton<TakeoverDesk>();
        services.AddSingleton<StreamSessionCommands>();
        services.AddStandBy(configuration);
        services.AddLinks();
        services.AddPlayers();
        services.AddQueue();
        services.AddSingleton<StreamSessionLists>();
        services.AddPolling();
        services.AddMeter();
        return services;
    }

    /// <summary>Asks the store to write.</summary>
    /// <returns>Why it cannot, as a sentence; null when it can.</returns>
    public static async Task<string?> WhyStoreCannotWriteAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<OperationsStore>().RunAsync(db => db.WriteAsync(cancellationToken));
            return null;
        }
        catch (StoreUnavailableException unavailable)
        {
            return unavailable.Message;
        }
    }

    /// <summary>Opens the store before the host starts, which would do it first of all: what the store refuses is then told by its sentence alone.</summary>
    /// <exception cref="StoreStartException">StreamOps cannot start on its database.</exception>
    public static Task OpenStoreAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<StoreStart>().StartingAsync(cancellationToken);

    /// <summary>The database that the settings name.</summary>
    private static StoreDatabase DatabaseOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<OperationsOptions>>().Value.Store == StoreKind.Postgres
            ? new PostgresDatabase(services.GetRequiredService<IOptions<PostgresOptions>>())
            : new SqliteDatabase(services.GetRequiredService<DataDirectory>());
}
