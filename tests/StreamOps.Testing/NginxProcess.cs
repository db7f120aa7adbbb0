using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StreamOps.Testing;

/// <summary>A real nginx in a folder of its own, by settings of a test's. It needs no right: its port is above 1024, and every file is in the folder.</summary>
/// <param name="port">Where it will listen, on this machine alone: known before it runs, so that settings of a dashboard can name it.</param>
public sealed class NginxProcess(int port) : IAsyncDisposable
{
    /// <summary>Why there is none.</summary>
    public const string WhyNone = "nginx is not installed.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Process? _process;

    /// <summary>The program; null where there is none.</summary>
    public static string? Program { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, "nginx"))
            .FirstOrDefault(File.Exists);

    public int Port => port;

    /// <summary>Where it looks for the files that its settings name.</summary>
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("streamops-nginx-");

    private string SettingsFile => Path.Combine(Folder.FullName, "nginx.conf");

    /// <summary>Begins to serve.</summary>
    /// <param name="servers">What stands within <c>http</c>.</param>
    public async Task StartAsync(string servers)
    {
        await WriteAsync(servers);
        _process = Run();
        await Eventually.BeTrueAsync(
            "nginx answers",
            Patience,
            async () =>
                _process.HasExited
                    ? throw new InvalidOperationException($"nginx ended: {await _process.StandardError.ReadToEndAsync()}")
                    : await IsThereAsync()
        );
    }

    /// <summary>Tells it to go on by other settings. Who is connected is served by the old ones until the connection ends.</summary>
    public async Task ReloadAsync(string servers)
    {
        await WriteAsync(servers);
        using var said = Run("-s", "reload");
        await said.WaitForExitAsync();
        if (said.ExitCode != 0)
        {
            throw new InvalidOperationException($"nginx was not told: {await said.StandardError.ReadToEndAsync()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Folder.Delete(recursive: true);
    }

    private Process Run(params string[] signal) =>
        Process.Start(
            new ProcessStartInfo(Program!, ["-p", Folder.FullName, "-c", SettingsFile, "-e", "stderr", .. signal])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;

    private async Task<bool> IsThereAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private Task WriteAsync(string servers) =>
        File.WriteAllTextAsync(
            SettingsFile,
            $$"""
            daemon off;
            pid nginx.pid;
            worker_processes 1;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            events { }
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
            {{servers}}
            }
            """
        );
}
