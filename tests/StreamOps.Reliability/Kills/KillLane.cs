using StreamOps.Reliability.Programs;
using StreamOps.Reliability.Rescues;
using StreamOps.Reliability.Stores;

namespace StreamOps.Reliability.Kills;

/// <summary>One dashboard over one emulator, killed and started again while players are rescued.</summary>
/// <param name="store">The dashboard's database.</param>
/// <param name="folders">The programs.</param>
/// <param name="data">The dashboard's data directory.</param>
/// <param name="random">Decides who is lost, how they are rescued, and where the kill strikes.</param>
/// <param name="tally">Counts.</param>
public sealed class KillLane(Outbox store, ProgramFolders folders, string data, Random random, KillTally tally) : IAsyncDisposable
{
    private const int Sessions = 200;

    /// <summary>Long enough for as many starts as one rescue outlives, also on a machine that has no time for them: what is lost is not what was late.</summary>
    private const int WindowSeconds = 240;

    /// <summary>So many rescues may be under way when a new life begins its own.</summary>
    private const int MostUnderWay = 5;
    private const int MostKillsOfOne = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(WindowSeconds + 60);
    private static readonly KillPoint[] Points = [.. Enum.GetValues<KillPoint>(), KillPoint.Random];

    private readonly List<PlayerRescue> _rescues = [];
    private readonly string _playerAddress = $"http://127.0.0.1:{RunningProgram.FreePort()}";
    private readonly RunningProgram _dashboard = new(folders.Dashboard, "/health/live");
    private readonly RunningProgram _emulatorProgram = new(folders.Emulator, "/_emulator/health");
    private EmulatorControl? _emulator;
    private OperatorBrowser? _browser;

    private IEnumerable<PlayerRescue> UnderWay => _rescues.Where(rescue => !rescue.Finished.IsCompleted);

    private EmulatorControl Emulator => _emulator ?? throw new InvalidOperationException("Not started.");

    /// <summary>What the dashboards and the emulator wrote last.</summary>
    public string Output => $"{_dashboard.Output}\n{_emulatorProgram.Output}";

    /// <summary>Why players were not rescued, a line for each.</summary>
    public string Troubles { get; private set; } = "";

    /// <summary>Kills as long as it may, then waits until everything has an end, and judges.</summary>
    /// <param name="mayGoOn">Asked before each life.</param>
    /// <param name="cancellationToken">Ends the run without a verdict.</param>
    public async Task<KillVerdict> RunAsync(Func<bool> mayGoOn, CancellationToken cancellationToken)
    {
        using var rescuing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await StartAsync(cancellationToken);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadLedgerAsync(watching.Token);
        while (mayGoOn())
        {
            await LiveAndDieAsync(rescuing.Token, cancellationToken);
        }

        await DrainAsync(cancellationToken);
        await watching.CancelAsync();
        await reading;
        await rescuing.CancelAsync();
        await Task.WhenAll(_rescues.Select(rescue => rescue.Finished));
        await Emulator.ReadLedgerAsync();
        Troubles = string.Join(
            '\n',
            _rescues
                .Where(rescue => !rescue.HasAnswer)
                .Select(rescue => $"{rescue.GetType().Name} {rescue.Session} {rescue.End}, {rescue.Offers} offers: {rescue.Trouble}")
        );
        var (calls, transitions) = Emulator.Ledger;
        RescueFact[] facts =
        [
            .. _rescues.Select(rescue => new RescueFact(
                rescue.Session,
                rescue.HasAnswer,
                rescue.End,
                rescue is LinkRescue ? "link" : "paste",
                $"{rescue.Offers} offers upon {rescue.OfferedUpon}{rescue.Kills} kills"
            )),
        ];
        return KillVerdict.Of(calls, transitions, await store.ReadAsync(), facts);
    }

    public async ValueTask DisposeAsync()
    {
        await _dashboard.DisposeAsync();
        await _emulatorProgram.DisposeAsync();
        _emulator?.Dispose();
        _browser?.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _emulatorProgram.Arguments = ["--scenario", "quiet"];
        _emulatorProgram.Launch();
        await _emulatorProgram.UntilHealthyAsync(cancellationToken);
        _emulator = new EmulatorControl(_emulatorProgram.Address);
        await Emulator.PopulateAsync(Sessions, WindowSeconds);
        await Emulator.SetAsync(
            new
            {
                reconnectingSeconds = 0.1,
                scriptedClientConnects = false,
                rateLimits = false,
            }
        );
        _dashboard.Settings = new Dictionary<string, string>(store.Settings, StringComparer.Ordinal)
        {
            ["AWS__ServiceURL"] = _emulatorProgram.Address,
            ["AWS__AuthenticationRegion"] = "us-west-2",
            ["AWS_ACCESS_KEY_ID"] = "emulator",
            ["AWS_SECRET_ACCESS_KEY"] = "emulator",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["StreamOps__DataDirectory"] = data,
            ["StreamOps__Player__Urls"] = _playerAddress,
            // Quick to see who is lost, though nobody watches.
            ["StreamOps__Live__ShareOfRateLimit"] = "0.8",
            ["StreamOps__Live__IdleShare"] = "1",
            ["StreamOps__Live__UrgentIntervalSeconds"] = "0.2",
        };
        _dashboard.Launch();
        await _dashboard.UntilHealthyAsync(cancellationToken);
        _browser = new OperatorBrowser(new Uri(_dashboard.Address));
        await NameAsync(cancellationToken);
    }

    private async Task NameAsync(CancellationToken cancellationToken)
    {
        var session = (await Emulator.DropAsync(1))[0];
        while (!await _browser!.GiveNameAsync(session, "Mara Reyes"))
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        Begin(session, isByLink: true, cancellationToken).Go();
    }

    private PlayerRescue Begin(string session, bool isByLink, CancellationToken cancellationToken)
    {
        PlayerRescue rescue = isByLink
            ? new LinkRescue(session, Emulator, _browser!, _playerAddress)
            : new PasteRescue(session, Emulator, _browser!);
        _rescues.Add(rescue);
        rescue.Start(cancellationToken);
        return rescue;
    }

    /// <summary>Players are lost and rescued until the kill strikes; then the next life begins.</summary>
    private async Task LiveAndDieAsync(CancellationToken rescuing, CancellationToken cancellationToken)
    {
        var point = Points[random.Next(Points.Length)];
        var sessions = await Emulator.DropAsync(1 + random.Next(2));
        List<PlayerRescue> begun = [.. sessions.Select(session => Begin(session, random.Next(3) > 0, rescuing))];
        foreach (var rescue in point == KillPoint.Random ? begun : begun[1..])
        {
            rescue.Go();
        }

        var isReached = await new KillStrike(_dashboard, store, Emulator, random).StrikeAsync(point, begun[0], cancellationToken);
        var rows = await store.ReadAsync();
        tally.Count(point, isReached, rows.Where(row => !row.HasEnded).Select(row => row.State));
        foreach (var rescue in begun)
        {
            rescue.Go();
            rescue.OpenEar();
        }

        if (random.Next(4) == 0)
        {
            // As good as any moment: while it starts, and takes up what the last one left.
            _dashboard.Launch();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(2_500)), TimeProvider.System, cancellationToken);
            await _dashboard.KillAsync();
            tally.Count(KillPoint.Random, isReached: true, []);
        }

        _dashboard.Launch();
        await _dashboard.UntilHealthyAsync(cancellationToken);
        foreach (var rescue in UnderWay)
        {
            rescue.Kills++;
        }

        // An attempt has a minute: one that was struck so often has a life to itself.
        await UntilAsync(
            () => UnderWay.Count() <= MostUnderWay && !UnderWay.Any(rescue => rescue.Kills >= MostKillsOfOne),
            LongestDrain,
            cancellationToken
        );
    }

    /// <summary>Waits until every rescue and every attempt has ended.</summary>
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < LongestDrain)
        {
            if (_rescues.TrueForAll(rescue => rescue.Finished.IsCompleted) && (await store.ReadAsync()).All(row => row.HasEnded))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }
    }

    private async Task ReadLedgerAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await Emulator.ReadLedgerAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private static async Task UntilAsync(Func<bool> isSo, TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isSo() && TimeProvider.System.GetElapsedTime(began) < limit)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}
