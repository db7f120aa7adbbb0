using System.ComponentModel;
using System.Diagnostics;
using Npgsql;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Postgres;

/// <summary>Saves a PostgreSQL database by PostgreSQL's own <c>pg_dump</c>, whoever writes meanwhile, in one file that <c>pg_restore</c> reads. The keys lie in the database.</summary>
internal static class PostgresBackup
{
    /// <summary>PostgreSQL's program, where the system finds it.</summary>
    public const string Program = "pg_dump";

    /// <summary>Saves it in a new file, for its owner alone: all of it or none.</summary>
    /// <param name="settings">How the database is reached, with the password.</param>
    /// <param name="file">The file to be made.</param>
    /// <param name="program">The program, as <see cref="Program"/>.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>Why it is not saved, as sentences; null when it is.</returns>
    public static async Task<string?> WriteAsync(
        NpgsqlConnectionStringBuilder settings,
        string file,
        string program,
        CancellationToken cancellationToken
    )
    {
        file = Path.GetFullPath(file);
        if (Path.Exists(file))
        {
            return $"{file} is there already, and is not overwritten.";
        }

        // Beside the file, so that the whole of it is put in place by one move.
        var made = Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}-{Guid.NewGuid():N}");
        try
        {
            PrivateFolder.CreateFile(made);
            if (await DumpAsync(StartFor(settings, made, program), cancellationToken) is { } whyNot)
            {
                return whyNot;
            }

            File.Move(made, file, overwrite: false);
            return null;
        }
        catch (Win32Exception)
        {
            return $"{Program} of PostgreSQL is not on this machine: nothing is saved. Where it is: {Program} {string.Join(' ', ArgumentsFor(settings, file))}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be written: {exception.Message}";
        }
        finally
        {
            if (File.Exists(made))
            {
                File.Delete(made);
            }
        }
    }

    private static async Task<string?> DumpAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        using var dump = new Process { StartInfo = start };
        dump.Start();
        try
        {
            var said = await dump.StandardError.ReadToEndAsync(cancellationToken);
            await dump.WaitForExitAsync(cancellationToken);
            return dump.ExitCode == 0 ? null : $"Nothing is saved. {Program} says: {said.Trim()}";
        }
        finally
        {
            if (!dump.HasExited)
            {
                dump.Kill();
            }
        }
    }

    private static ProcessStartInfo StartFor(NpgsqlConnectionStringBuilder settings, string file, string program)
    {
        var start = new ProcessStartInfo(program, ArgumentsFor(settings, file)) { UseShellExecute = false, RedirectStandardError = true };
        // Nobody sits there to be asked; and other users of the machine read arguments.
        start.ArgumentList.Add("--no-password");
        foreach (var (name, value) in SettingsFor(settings))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string[] ArgumentsFor(NpgsqlConnectionStringBuilder settings, string file) =>
        [
            $"--host={settings.Host}",
            $"--port={settings.Port}",
            $"--username={settings.Username}",
            "--format=custom",
            "--no-owner",
            $"--file={file}",
            $"--dbname={settings.Database}",
        ];

    /// <summary>What else the connection string says, by the names that PostgreSQL's programs know.</summary>
    private static IEnumerable<(string Name, string Value)> SettingsFor(NpgsqlConnectionStringBuilder settings) =>
        new (string Name, string? Value)[]
        {
            ("PGPASSWORD", settings.Password),
            ("PGPASSFILE", settings.Passfile),
            ("PGSSLROOTCERT", settings.RootCertificate),
            ("PGSSLCERT", settings.SslCertificate),
            ("PGSSLKEY", settings.SslKey),
            ("PGCONNECT_TIMEOUT", settings.Timeout.ToString(CultureInfo.InvariantCulture)),
            ("PGSSLMODE", SslModeOf(settings.SslMode)),
        }
            .Where(setting => setting.Value is { Length: > 0 })
            .Select(setting => (setting.Name, setting.Value!));

    private static string SslModeOf(SslMode mode) =>
        mode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Prefer => "prefer",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            _ => "verify-full",
        };
}
