using Microsoft.AspNetCore.DataProtection;
using StreamOps.Dashboard.Keys;
using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Audit;

/// <summary><c>audit verify</c> and <c>audit export</c> on the command line: read the record, also while the dashboard runs, and start nothing.</summary>
public static class AuditVerb
{
    /// <summary>The audit is whole; all that was asked for is given out.</summary>
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

        audit export [--format csv|json] [--person NAME] [--act ACT] [--session ID] [--outcome OUTCOME] [--from TIME] [--to TIME]
            [--StreamOps:DataDirectory FOLDER]
          writes the entries that fit to the output, the oldest first. A time is UTC, as 2026-05-04 or 2026-05-04T14:00; --to is not included.
        """;

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAskedFor(string[] args) => args is ["audit", ..];

    /// <summary>Does what the command line asks.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">For a verdict.</param>
    /// <param name="errors">For why there is none.</param>
    /// <param name="exported">Opens the output for what is given out, in UTF-8.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, Func<Stream> exported)
    {
        if (!AuditCommandLine.TryRead(args, out var asked))
        {
            await errors.WriteLineAsync(Usage);
            return Unknown;
        }

        try
        {
            await using var app = QuietHost.Build(asked.Settings);
            _ = app.Services.GetRequiredService<IOptions<KeyOptions>>().Value;
            return await RunAsync(asked, app.Services, output, errors, exported);
        }
        catch (OptionsValidationException wrong)
        {
            await errors.WriteLineAsync(VisibleText.Of(string.Join(' ', wrong.Failures)));
            return Unknown;
        }
    }

    private static async Task<int> RunAsync(
        AuditCommandLine asked,
        IServiceProvider services,
        TextWriter output,
        TextWriter errors,
        Func<Stream> exported
    )
    {
        var reading = await StoreReading.OfAsync(services.GetRequiredService<StoreDatabase>(), CancellationToken.None);
        if (reading.Store is not { } store)
        {
            await errors.WriteLineAsync(VisibleText.Of(reading.WhyNot));
            return Unknown;
        }

        try
        {
            if (asked is AuditCommandLine.Export export)
            {
                await new AuditExport(store).WriteAsync(export.Query, export.Format, exported(), CancellationToken.None);
                return Whole;
            }

            var keys = new AuditKeys(new KeyTable(store), services.GetRequiredService<IDataProtectionProvider>());
            var expected = (asked as AuditCommandLine.Verify)?.Expected;
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
}
