using StreamOps.Reliability.Kills;
using StreamOps.Reliability.Programs;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Kills;

/// <summary>
/// The dashboard dies while players are rescued, at named points and at random, and nothing is done twice, lost or left open. Here in its short form; two
/// thousand kills: tests/StreamOps.Reliability.
/// </summary>
[Collection<KillsAlone>]
[Trait("Row", "F12")]
[Trait("Row", "R1")]
public sealed class KillsTests
{
    [Fact]
    public Task Kills_on_SQLite_double_lose_and_leave_nothing() => KillAsync("sqlite", 26);

    [Fact]
    public async Task Kills_on_PostgreSQL_double_lose_and_leave_nothing()
    {
        var isMissing = PostgresServer.Shared is null;
        Assert.SkipWhen(isMissing && Environment.GetEnvironmentVariable("CI") != "true", PostgresServer.WhyNone);
        await KillAsync("postgres", 14);
    }

    private static async Task KillAsync(string store, int kills)
    {
        var run = new KillRun(new KillSettings(store, kills, Seed: 12, SideBySide: 2), ProgramFolders.Built(), TextWriter.Null);

        var verdicts = await run.RunAsync(TestContext.Current.CancellationToken);

        var cases = string.Join('\n', verdicts.SelectMany(verdict => verdict.Cases));
        Assert.True(cases.Length == 0, cases);
        Assert.InRange(run.Tally.Kills, kills, kills + 4);
        // Each named point was tried; what a busy machine did not let it reach counts as a kill at random.
        var named = Enum.GetValues<KillPoint>().Where(point => point != KillPoint.Random).ToList();
        Assert.True(named.Sum(point => run.Tally.At(point).Struck) * 2 > named.Sum(point => run.Tally.At(point).Meant), run.Tally.Points);
        // One that is never reached is not held by anything.
        Assert.All(
            named.Where(point => run.Tally.At(point).Meant > 2),
            point => Assert.True(run.Tally.At(point).Struck > 0, run.Tally.Points)
        );
        Assert.True(verdicts.Sum(verdict => verdict.Effects) > 0);
    }
}

/// <summary>Alone: it takes all the processors there are, and the journeys hold the product to its times.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class KillsAlone;
