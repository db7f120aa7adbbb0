using System.Globalization;
using StreamOps.Reliability.Programs;
using StreamOps.Reliability.Stores;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Reliability.Kills;

/// <summary>All lanes of one run, and what they came to together.</summary>
public sealed class KillRun(KillSettings settings, ProgramFolders folders, TextWriter output)
{
    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(15);

    private readonly KillTally _tally = new();

    /// <summary>Counts.</summary>
    public KillTally Tally => _tally;

    /// <summary>Kills, judges, tells the figures.</summary>
    /// <returns>The verdict on each lane.</returns>
    public async Task<IReadOnlyList<KillVerdict>> RunAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var talking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var words = TalkAsync(began, talking.Token);
        var lanes = Enumerable
            .Range(0, Math.Min(settings.SideBySide, settings.Kills))
            .Select(lane => RunLaneAsync(lane, began, cancellationToken));
        var verdicts = await Task.WhenAll(lanes);
        await talking.CancelAsync();
        await words;
        Tell(verdicts, TimeProvider.System.GetElapsedTime(began));
        return verdicts;
    }

    private async Task<KillVerdict> RunLaneAsync(int number, long began, CancellationToken cancellationToken)
    {
        // From the thread that asked: each begins by itself.
        await Task.Yield();
        var data = Directory.CreateTempSubdirectory("streamops-kills-");
        try
        {
            await using var store =
                settings.Store == "postgres" ? await PostgresOutbox.MakeAsync() : (Outbox)new SqliteOutbox(data.FullName);
            await using var lane = new KillLane(store, folders, data.FullName, new Random(settings.Seed + number), _tally);
            try
            {
                var verdict = await lane.RunAsync(() => MayGoOn(began), cancellationToken);
                if (lane.Troubles.Length > 0)
                {
                    await output.WriteLineAsync(lane.Troubles);
                }

                return verdict;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await output.WriteLineAsync(lane.Output);
                throw;
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private bool MayGoOn(long began) =>
        _tally.Kills < settings.Kills
        && (settings.LongestMinutes <= 0 || TimeProvider.System.GetElapsedTime(began).TotalMinutes < settings.LongestMinutes);

    private async Task TalkAsync(long began, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenWords, TimeProvider.System, cancellationToken);
                var took = TimeProvider.System.GetElapsedTime(began);
                await output.WriteLineAsync($"{took:hh\\:mm\\:ss}  {_tally.Kills} of {settings.Kills} kills: {_tally.Points}");
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private void Tell(IReadOnlyList<KillVerdict> verdicts, TimeSpan took)
    {
        var (duplicates, lost, endless, unrecorded) = (
            verdicts.Sum(verdict => verdict.Duplicates.Count),
            verdicts.Sum(verdict => verdict.Lost.Count),
            verdicts.Sum(verdict => verdict.Endless.Count),
            verdicts.Sum(verdict => verdict.Unrecorded.Count)
        );
        var store = settings.Store == "postgres" ? "PostgreSQL" : "SQLite";
        var came = string.Create(
            CultureInfo.InvariantCulture,
            $"{_tally.Kills:N0} kills, {verdicts.Sum(verdict => verdict.Attempts):N0} attempts, {verdicts.Sum(verdict => verdict.Effects):N0} connections, {verdicts.Sum(verdict => verdict.Answers):N0} answers taken: {duplicates} connections twice, {lost} answers lost, {endless} attempts without an end, {unrecorded} calls without a row; seed {settings.Seed}, {took.TotalMinutes:0.0} min"
        );
        foreach (var one in verdicts.SelectMany(verdict => verdict.Cases))
        {
            output.WriteLine(one);
        }

        output.WriteLine($"{store}: {came}");
        var players = verdicts
            .SelectMany(verdict => verdict.Rescues)
            .GroupBy(rescue => $"{rescue.Way} {rescue.End}", StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .Select(group => $"{group.Key} {group.Count()}");
        output.WriteLine($"Players: {string.Join(", ", players)}");
        output.WriteLine($"Killed {_tally.Points}; open attempts then: {_tally.States}");
        Figures.Tell("R1", $"kills on {store}", came);
        Figures.Tell("F12", $"kills on {store}", $"{_tally.Points}; open attempts then: {_tally.States}");
    }
}
