using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Scenarios;

/// <summary>The worlds that can be had.</summary>
public static class Worlds
{
    /// <summary>The world of a scenario. The same seed and switches give the same identifiers, users and times of events.</summary>
    public static WorldBuilder Of(Scenario scenario, int seed) =>
        (now, switches, ledger, listener) =>
        {
            var world = new EmulatedWorld(scenario.Name, seed, now, switches, ledger, listener);
            var casting = new Casting(world, new Random(unchecked(seed * 31)));
            casting.Fill(scenario);
            new Evening(world, casting, new Random(unchecked((seed * 31) + 1))).Begin(scenario);
            return world;
        };

    /// <summary>A world of connected sessions in which nothing happens by itself.</summary>
    public static WorldBuilder Populated(int streamGroups, int sessionsPerGroup, int connectionTimeoutSeconds, int seed) =>
        (now, switches, ledger, listener) =>
        {
            var world = new EmulatedWorld("populated", seed, now, switches, ledger, listener);
            new Crowd(world, new Random(seed)).Fill(streamGroups, sessionsPerGroup, connectionTimeoutSeconds);
            return world;
        };
}
