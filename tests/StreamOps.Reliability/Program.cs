using StreamOps.Reliability.Kills;
using StreamOps.Reliability.Programs;

// Run by hand: dotnet run --project tests/StreamOps.Reliability -- kills --store sqlite --kills 2000
if (args is not ["kills", .. var asked] || KillSettings.Read(asked) is not { } settings)
{
    await Console.Error.WriteLineAsync(KillSettings.Usage);
    return 2;
}

using var ended = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    ended.Cancel();
};
await Console.Out.WriteLineAsync(
    $"{settings.Kills} kills on {settings.Store}, seed {settings.Seed}, {settings.SideBySide} dashboards side by side."
);
var folders =
    settings.Dashboard.Length > 0 ? ProgramFolders.Built() with { Dashboard = settings.Dashboard } : await ProgramFolders.PublishedAsync();
var verdicts = await new KillRun(settings, folders, Console.Out).RunAsync(ended.Token);
return verdicts.All(verdict => verdict.IsGood) ? 0 : 1;
