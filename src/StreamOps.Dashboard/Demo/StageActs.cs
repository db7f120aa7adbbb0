using StreamOps.Emulator.Faults;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Demo;

/// <summary>What a visitor does to the service, and what came of it, as a sentence.</summary>
internal sealed class StageActs(EmulatorControl emulator, RescueLinkDesk links)
{
    private const string SecondOperator = "Second operator";
    private const int MostDropped = 60;

    private string _endedId = "";

    /// <summary>Where the game's pages are.</summary>
    public Uri Emulator => emulator.Address;

    /// <summary>What came of the last act; empty when there is nothing to say.</summary>
    public string Told { get; set; } = "";

    /// <summary>The faults in force, as last read or set.</summary>
    public IReadOnlyList<FaultRule> Rules { get; private set; } = [];

    public Task ReadFaultsAsync(CancellationToken leaving) => TryAsync(async () => Rules = await emulator.FaultsAsync(leaving));

    public Task SetFaultsAsync(IReadOnlyList<FaultRule> rules, CancellationToken leaving) =>
        TryAsync(async () => Rules = await emulator.SetFaultsAsync(rules, leaving));

    public Task DropAsync(string sessionId, CancellationToken leaving) =>
        TryAsync(async () =>
        {
            await emulator.DropAsync(sessionId, leaving);
            Told = "";
        });

    public Task RegionOutAsync(FleetPicture fleet, CancellationToken leaving) =>
        TryAsync(async () =>
        {
            var playing = fleet.Snapshot.Sessions.Values.Where(session => session.Status == StreamSessionStatus.Connected);
            var most = playing.GroupBy(session => session.Session.Location, StringComparer.Ordinal).MaxBy(location => location.Count());
            if (most is not { Key: { Length: > 0 } location })
            {
                Told = "Nobody plays in any region.";
                return;
            }

            var lost = await emulator.DropManyAsync(MostDropped, location, leaving);
            Told = $"Region out: {lost} players lost in {location}. Run a scenario to begin anew.";
        });

    /// <summary>Two operators want to make the link of one session at once.</summary>
    public async Task TwoOperatorsAsync(StreamSessionArn session, Actor first)
    {
        var actors = new[] { first, Actor.Unproven(SecondOperator) };
        var outcomes = await Task.WhenAll(actors.Select(actor => links.MakeAsync(session, actor, replaces: null, CancellationToken.None)));
        Told = string.Join(' ', actors.Select(actor => actor.Name).Zip(outcomes, StageWords.OfLink));
    }

    /// <summary>Begins another evening, in which no fault is in force.</summary>
    public Task RunAsync(DemoOptions evening, Action begun, CancellationToken leaving) =>
        TryAsync(async () =>
        {
            await emulator.ResetAsync(evening.Scenario, evening.Seed, leaving);
            (Rules, Told) = ([], "");
            begun();
        });

    /// <summary>The player of the stage leaves with it: nobody would ever bring back who stays behind in the queue.</summary>
    public async Task EndGameAsync(string sessionId)
    {
        if (sessionId == _endedId)
        {
            return;
        }

        _endedId = sessionId;
        try
        {
            await emulator.EndAsync(sessionId, CancellationToken.None);
        }
        catch (EmulatorRefusedException)
        {
            // The game is over already, or the emulator is.
        }
    }

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (EmulatorRefusedException refused)
        {
            Told = refused.Message;
        }
    }
}
