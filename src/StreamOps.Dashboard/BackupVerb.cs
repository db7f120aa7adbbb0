using StreamOps.Dashboard.Keys;
using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard;

/// <summary><c>backup FILE</c> on the command line: saves the store, also while the dashboard runs, and starts nothing.</summary>
public static class BackupVerb
{
    /// <summary>It is saved.</summary>
    public const int Saved = 0;

    /// <summary>Nothing was saved: the reason is on the error output.</summary>
    public const int NotSaved = 1;

    private const string Usage = """
        backup FILE [--StreamOps:DataDirectory FOLDER]
          saves the database, and the keys without which it cannot be read, in one new file, while StreamOps runs.
          To restore, stop StreamOps. SQLite: make an empty folder, tar -xpf FILE -C FOLDER, and start StreamOps on that folder.
          PostgreSQL, whose pg_dump it takes: make an empty database, pg_restore --no-owner --dbname=DATABASE FILE, and start StreamOps on that database.
        """;

    private const string Folder = $"--{OperationsOptions.Section}:{nameof(OperationsOptions.DataDirectory)}";

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAskedFor(string[] args) => args is ["backup", ..];

    /// <summary>Does what the command line asks.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (SettingsOf(args) is not { } settings || args[1].StartsWith('-'))
        {
            await errors.WriteLineAsync(Usage);
            return NotSaved;
        }

        try
        {
            await using var app = QuietHost.Build(settings);
            var keys = KeptKeys.FolderIn(app.Services.GetRequiredService<IOptions<OperationsOptions>>().Value);
            var whyNot = await app.Services.GetRequiredService<StoreDatabase>().BackUpAsync(args[1], keys, cancellationToken);
            await (whyNot is null ? output : errors).WriteLineAsync(VisibleText.Of(whyNot ?? $"Saved in {Path.GetFullPath(args[1])}."));
            return whyNot is null ? Saved : NotSaved;
        }
        catch (OptionsValidationException wrong)
        {
            foreach (var failure in wrong.Failures)
            {
                await errors.WriteLineAsync(VisibleText.Of(failure));
            }

            return NotSaved;
        }
    }

    private static string[]? SettingsOf(string[] args) =>
        args switch
        {
            ["backup", _] => [],
            ["backup", _, var name, var value] when string.Equals(name, Folder, StringComparison.OrdinalIgnoreCase) => [name, value],
            ["backup", _, var both] when both.StartsWith($"{Folder}=", StringComparison.OrdinalIgnoreCase) => [both],
            _ => null,
        };
}
