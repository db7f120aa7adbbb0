using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using StreamOps.Emulator;
using StreamOps.Testing.Faults;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>The dashboard as a process with few descriptors, over a line that a test can make bad, before an emulator in which one player waits.</summary>
public sealed partial class StarvedStage : IAsyncLifetime
{
    /// <summary>Files and connections that the process may have open.</summary>
    public const int Descriptors = 700;

    private readonly WebApplication _emulator = EmulatorApp.Build(new() { Urls = "http://127.0.0.1:0", Scenario = "quiet" });

    internal DashboardProcess Dashboard { get; private set; } = null!;

    /// <summary>Between the dashboard and the service.</summary>
    public FaultProxy Line { get; private set; } = null!;

    public Uri Address { get; private set; } = new("about:blank");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limits of a process are those of Linux.");
        await _emulator.StartAsync();
        Line = new FaultProxy(EmulatorApp.BaseAddress(_emulator));
        using var control = new HttpClient { BaseAddress = new Uri(EmulatorApp.BaseAddress(_emulator), "/_emulator/") };
        var world = new
        {
            streamGroups = 1,
            sessionsPerGroup = 20,
            connectionTimeoutSeconds = 600,
        };
        (await control.PostAsJsonAsync("populate", world)).EnsureSuccessStatusCode();
        (await control.PostAsJsonAsync("streamsessions/drop", new { count = 1 })).EnsureSuccessStatusCode();
        Dashboard = DashboardProcess.StartWithin(
            Descriptors,
            ("AWS__ServiceURL", Line.Address.ToString()),
            ("AWS__AuthenticationRegion", "us-west-2"),
            ("AWS_ACCESS_KEY_ID", "emulator"),
            ("AWS_SECRET_ACCESS_KEY", "emulator"),
            // Nobody has a page open all the while, and the reads are to be as many as with one.
            ("StreamOps__Live__IdleShare", "1")
        );
        Address = new Uri(Listening().Match(await Dashboard.LineWithAsync("Operators:", Limit())).Value);
        using var client = new HttpClient { BaseAddress = Address };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        while (!(await client.GetAsync(new Uri("/health/ready", UriKind.Relative), limit.Token)).IsSuccessStatusCode)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Dashboard is not null)
        {
            await Dashboard.DisposeAsync();
            await Line.DisposeAsync();
        }

        await _emulator.DisposeAsync();
    }

    /// <summary>How long ago the last good read was.</summary>
    public static async Task<TimeSpan> AgeOfReadAsync(HttpClient client)
    {
        var clock = await client.GetFromJsonAsync<JsonElement>(new Uri("/live/clock", UriKind.Relative));
        return TimeSpan.FromMilliseconds(clock.GetProperty("now").GetDouble() - clock.GetProperty("read").GetDouble());
    }

    /// <summary>The end of the waiting session's countdown, as the page has it.</summary>
    public static string CountdownOn(string page) => Countdown().Match(page).Value;

    internal static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System).Token;

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();

    [GeneratedRegex("<countdown-clock[^>]*>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Countdown();
}
