using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Audit;

/// <summary><c>audit verify</c> on the command line: walks along the audit's chain, also while the dashboard runs, and starts nothing.</summary>
public static class AuditVerb
{
    /// <summary>The audit is whole.</summary>
    public const int Whole = 0;

    /// <summary>Something was changed: the first bad entry is named.</summary>
    public const int Broken = 1;

    /// <summary>It could not be told: there is no such database, or not of this version, or a key is not here; or the command line is not understood.</summary>
    public const int Unknown = 2;

    private const string Usage = """
        audit verify [--expect NUMBER:HASH] [--StreamOps:DataDirectory FOLDER]
          walks along the audit's chain and names the first entry that is not the one that was written.
          --expect  an entry that was noted elsewhere, as this prints the newest one: it must still be there.
          Ends with 0 where the audit is whole, 1 where it was changed, 2 where neither can be told.
        """;

    private static readonly string DataDirectoryKey = $"--{OperationsOptions.Section}:{nameof(OperationsOptions.DataDirectory)}";

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAskedFor(string[] args) => args is ["audit", ..];

    /// <summary>Does what the command line asks.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (!TryRead(args, out var expected, out var settings))
        {
            await errors.WriteLineAsync(Usage);
            return Unknown;
        }

        await using var app = Build(settings);
        var reading = await StoreReading.OfAsync(app.Services.GetRequiredService<DataDirectory>(), CancellationToken.None);
        if (reading.Store is not { } store)
        {
            await errors.WriteLineAsync(VisibleText.Of(reading.WhyNot));
            return Unknown;
        }

        try
        {
            var keys = new AuditKeys(new KeyTable(store), app.Services.GetRequiredService<IDataProtectionProvider>());
            var verdict = await new AuditVerifier(store, keys).VerifyAsync(expected, CancellationToken.None);
            var (words, code) = (VerdictWords.Of(verdict), CodeOf(verdict));
            await (code == Unknown ? errors : output).WriteLineAsync(words);
            return code;
        }
        catch (StoreUnavailableException unavailable)
        {
            await errors.WriteLineAsync(VisibleText.Of(unavailable.Message));
            return Unknown;
        }
    }

    private static int CodeOf(AuditVerdict verdict) =>
        verdict switch
        {
            AuditVerdict.Whole => Whole,
            AuditVerdict.Broken => Broken,
            _ => Unknown,
        };

    /// <summary>A word that is not known refuses the rest: a misspelt <c>--expect</c> must not pass for a check.</summary>
    private static bool TryRead(string[] args, out AuditMark? expected, out string[] settings)
    {
        (expected, settings) = (null, []);
        if (args is not ["audit", "verify", .. var words])
        {
            return false;
        }

        // --name=value is two words in one.
        var parts = words.SelectMany(word => word.StartsWith("--", StringComparison.Ordinal) ? word.Split('=', 2) : [word]).ToList();
        for (var i = 0; i < parts.Count; i += 2)
        {
            if (i + 1 == parts.Count)
            {
                return false;
            }

            if (string.Equals(parts[i], "--expect", StringComparison.Ordinal))
            {
                expected = AuditMark.Parse(parts[i + 1]);
                if (expected is null)
                {
                    return false;
                }
            }
            else if (string.Equals(parts[i], DataDirectoryKey, StringComparison.OrdinalIgnoreCase))
            {
                settings = [parts[i], parts[i + 1]];
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The dashboard's own settings and keys, and nothing that is started.</summary>
    private static WebApplication Build(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = settings,
                ApplicationName = typeof(AuditVerb).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Logging.ClearProviders();
        builder.Services.AddOperations(builder.Configuration);
        builder.Services.AddOperatorIdentity();
        // Who only looks makes no key.
        builder.Services.Configure<KeyManagementOptions>(keys => keys.AutoGenerateKeys = false);
        return builder.Build();
    }
}
