using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.Rescue;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests;

/// <summary>For components that act: all of operations stands behind them, on a database of their own, before a scripted service.</summary>
public abstract class OperatedTest : MudTest
{
    /// <summary>Who acts.</summary>
    protected static readonly CurrentOperator Mara = new("Mara", IsVerified: false);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("streamops-component-");

    protected OperatedTest()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["StreamOps:DataDirectory"] = _data.FullName };
        Services.AddLogging();
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddOperations(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        Services.AddSingleton(Sights.WithoutSignIn);
        Services.AddSingleton(Options.Create(new OperationsOptions { DataDirectory = _data.FullName }));
        Services.AddSingleton<ScriptedGameLiftStreams>();
        Services.AddSingleton<IGameLiftStreams>(services => services.GetRequiredService<ScriptedGameLiftStreams>());
        Services.AddSingleton<OfferDrafts>();
        Services.AddSingleton(services => new PlayerLinks(
            Options.Create(new PlayerOptions { PublicUrl = "https://rescue.example.com" }),
            new PlayerListener(services, NullLogger<PlayerListener>.Instance)
        ));
        Services.AddSingleton<AntiforgeryStateProvider>(new NoToken());
        Services.AddScoped<ProtectedLocalStorage>();
        Services.AddScoped<BrowserPreferences>();
    }

    protected ScriptedGameLiftStreams Service => Services.GetRequiredService<ScriptedGameLiftStreams>();

    protected LiveFleet LiveFleet => Services.GetRequiredService<LiveFleet>();

    /// <summary>What the fleet is now, seen by the queue.</summary>
    protected void Publish(FleetSnapshot snapshot)
    {
        LiveFleet.Publish(snapshot);
        var queue = Services.GetRequiredService<LiveQueue>();
        if (queue.ExecuteTask is null)
        {
            queue.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        Assert.True(
            SpinWait.SpinUntil(() => queue.Current.Snapshot.Version == LiveFleet.Current.Version, Patience),
            "The queue did not see the fleet."
        );
    }

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    public override async ValueTask InitializeAsync() => await MigratedDatabase.CopyIntoAsync(Services.GetRequiredService<DataDirectory>());

    /// <summary>The service's truth about a session.</summary>
    protected void Put(StreamSessionStatus status, string id = "s1") =>
        Service.Sessions[A.Arn(id)] = A.StreamSession(id).In(status).Details() with
        {
            LaunchArguments = new Sensitive<IReadOnlyList<string>>(["--token", "hush"]),
        };

    /// <summary>From now on the database's file is none that can be read.</summary>
    protected Task TakeStoreAwayAsync()
    {
        var file = Services.GetRequiredService<DataDirectory>().DatabaseFile;
        SqliteConnection.ClearAllPools();
        File.Move(file, $"{file}.away");
        return File.WriteAllTextAsync(file, "no database");
    }

    /// <summary>The database is as it was before <see cref="TakeStoreAwayAsync"/>.</summary>
    protected void BringStoreBack()
    {
        var file = Services.GetRequiredService<DataDirectory>().DatabaseFile;
        SqliteConnection.ClearAllPools();
        File.Move($"{file}.away", file, overwrite: true);
    }

    /// <summary>How many calls of an operation the service got.</summary>
    protected int Calls(string operation)
    {
        lock (Service.Calls)
        {
            return Service.Calls.Count(call => string.Equals(call.Operation, operation, StringComparison.Ordinal));
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _data.Exists)
        {
            _data.Delete(recursive: true);
        }
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}

/// <summary>Says who acts in a rendered component.</summary>
internal static class ActingOperator
{
    /// <summary>Null: nobody gave a name yet.</summary>
    public static ComponentParameterCollectionBuilder<TComponent> By<TComponent>(
        this ComponentParameterCollectionBuilder<TComponent> parameters,
        CurrentOperator? by
    )
        where TComponent : IComponent => by is null ? parameters : parameters.AddCascadingValue(by);
}
