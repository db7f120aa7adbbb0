using StreamOps.Dashboard.Outside;

namespace StreamOps.Dashboard;

/// <summary>What the program can be asked for on the command line. A word that it does not know starts nothing: a misspelt command is no wish for a server.</summary>
public static class UsageVerb
{
    /// <summary>It was asked for.</summary>
    public const int Told = 0;

    /// <summary>There is no such command.</summary>
    public const int Unknown = 2;

    private const string Usage = """
        Without a command StreamOps starts, and serves until Ctrl+C.
          --StreamOps:ReadOnly true
            and any other setting so, or in the environment as StreamOps__ReadOnly=true; appsettings.sample.json has them all.
        Commands:
          audit verify   is the audit as it was written?
          audit export   the audit as a file
          backup FILE    saves the store while StreamOps runs
          --version      which StreamOps this is
          --help         this
        """;

    /// <summary>Whether the command line asks for help, or for what no command is called.</summary>
    public static bool IsAskedFor(string[] args) => IsHelp(args) || IsUnknown(args);

    /// <summary>Tells it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (IsHelp(args))
        {
            await output.WriteLineAsync(Usage);
            return Told;
        }

        await errors.WriteLineAsync(VisibleText.Of($"There is no command {args[0]}."));
        await errors.WriteLineAsync(Usage);
        return Unknown;
    }

    private static bool IsHelp(string[] args) => args is ["--help" or "-h" or "-?" or "help", ..];

    // Settings begin with a dash or a slash, or are written as key=value.
    private static bool IsUnknown(string[] args) =>
        args is [[not ('-' or '/'), ..] word, ..] && !word.Contains('=', StringComparison.Ordinal);
}
