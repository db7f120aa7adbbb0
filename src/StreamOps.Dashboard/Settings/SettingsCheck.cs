using StreamOps.Dashboard.Demo;
using StreamOps.Dashboard.Keys;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Settings;

/// <summary>Reads every setting once before anything is started, so that all that is wrong is told together.</summary>
public static class SettingsCheck
{
    /// <summary>Stops a start with wrong settings.</summary>
    /// <param name="services">Where the settings are read.</param>
    /// <param name="alsoWrong">What was found wrong before, told with the rest.</param>
    /// <exception cref="StartRefusedException">Its reasons are sentences, each naming its key.</exception>
    public static void RefuseWrongSettings(this IServiceProvider services, IReadOnlyList<string> alsoWrong)
    {
        var failures = alsoWrong
            .Concat(FailuresOf<OperationsOptions>(services))
            .Concat(FailuresOf<LiveOptions>(services))
            .Concat(FailuresOf<AwsSettings>(services))
            .Concat(FailuresOf<DemoOptions>(services))
            .Concat(FailuresOf<PlayerOptions>(services))
            .Concat(FailuresOf<StandByOptions>(services))
            .Concat(FailuresOf<RescueOptions>(services))
            .Concat(FailuresOf<SignInOptions>(services))
            .Concat(FailuresOf<KeyOptions>(services))
            .Concat(FailuresOf<NetworkOptions>(services))
            .Concat(FailuresOf<PostgresOptions>(services))
            .Concat(FailuresOfDataDirectory(services))
            .ToList();
        if (failures.Count > 0)
        {
            throw new StartRefusedException(failures);
        }
    }

    private static string[] FailuresOfDataDirectory(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IConfiguration>().GetSection(OperationsOptions.Section);
        var isPostgres =
            Enum.TryParse<StoreKind>(settings[nameof(OperationsOptions.Store)], ignoreCase: true, out var store)
            && store == StoreKind.Postgres;
        var configured = settings[nameof(OperationsOptions.DataDirectory)];
        return !isPostgres && DataDirectory.WhyUnusable(configured) is { } reason ? [reason] : [];
    }

    private static IEnumerable<string> FailuresOf<TOptions>(IServiceProvider services)
        where TOptions : class
    {
        var unreadable = new List<string>();
        while (true)
        {
            try
            {
                _ = services.GetService<IOptions<TOptions>>()?.Value;
                return unreadable;
            }
            catch (OptionsValidationException exception)
            {
                return [.. unreadable, .. exception.Failures];
            }
            catch (InvalidOperationException exception) when (exception.InnerException is FormatException or ArgumentException)
            {
                // A text where a number belongs: the message names the key. Without that key the rest of its section can be read.
                unreadable.Add(exception.Message);
                if (!Forget(services.GetRequiredService<IConfiguration>(), exception.Message))
                {
                    return unreadable;
                }
            }
        }
    }

    private static bool Forget(IConfiguration configuration, string message)
    {
        var key = message
            .Split('\'')
            .FirstOrDefault(part => part.Contains(ConfigurationPath.KeyDelimiter) && configuration[part] is not null);
        if (key is null)
        {
            return false;
        }

        configuration[key] = null;
        return configuration[key] is null;
    }
}
