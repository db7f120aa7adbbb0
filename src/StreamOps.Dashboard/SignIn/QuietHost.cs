using Microsoft.AspNetCore.DataProtection.KeyManagement;
using StreamOps.Operations;

namespace StreamOps.Dashboard.SignIn;

/// <summary>The dashboard's own settings, store and keys for a verb of the command line, and nothing that is started.</summary>
internal static class QuietHost
{
    /// <summary>Builds it.</summary>
    /// <param name="settings">Settings among what was typed, as the host reads them.</param>
    public static WebApplication Build(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = settings,
                ApplicationName = typeof(QuietHost).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Logging.ClearProviders();
        builder.Services.AddOperations(builder.Configuration);
        builder.AddOperatorIdentity();
        // Who only looks makes no key.
        builder.Services.Configure<KeyManagementOptions>(keys => keys.AutoGenerateKeys = false);
        return builder.Build();
    }
}
