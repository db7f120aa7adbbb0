using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamOps.Dashboard.Keys;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.Keys;

/// <summary>Starts of the dashboard on one data folder, each with its own settings of keys.</summary>
internal sealed class KeyedStarts(DirectoryInfo data)
{
    /// <summary>The keys that lie there.</summary>
    public string[] Files() => Directory.GetFiles(Path.Combine(data.FullName, "keys"));

    /// <summary>A start that locks a text.</summary>
    public async Task<string> LockAsync(string[] settings, CapturedLogs? logs = null)
    {
        await using var app = Build(settings, logs);
        app.Services.RefuseBrokenKeys();
        app.Services.TellOfKeysInClear();
        return app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("kept");
    }

    /// <summary>Another start, that opens it.</summary>
    public async Task<string> OpenAsync(string locked, string[] settings)
    {
        await using var app = Build(settings);
        app.Services.RefuseBrokenKeys();
        return app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(locked);
    }

    public WebApplication Build(string[] settings, CapturedLogs? logs = null) =>
        DashboardApp.Build(
            [
                "--urls",
                "http://127.0.0.1:0",
                "--StreamOps:Player:Urls=http://127.0.0.1:0",
                $"--StreamOps:DataDirectory={data.FullName}",
                .. RunningDashboard.NoEmulator,
                .. settings,
            ],
            builder =>
            {
                RunningDashboard.Script(builder);
                if (logs is not null)
                {
                    builder.Logging.AddProvider(logs);
                }
            }
        );
}
