using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Scenarios;

/// <summary>As many connected sessions as asked for, each with user, application and location, and room for as many again.</summary>
public sealed class Crowd(EmulatedWorld world, Random random)
{
    private const int LeastRoom = 10;
    private static readonly string[] Locations = ["us-west-2", "us-east-1", "eu-central-1"];
    private static readonly string[] Games = ["Skyrail", "Atlas VR", "Deep Harbor"];

    public void Fill(int streamGroups, int sessionsPerGroup, int connectionTimeoutSeconds)
    {
        EmulatedApplication[] applications = [.. Games.Select(AddApplication)];
        for (var i = 1; i <= streamGroups; i++)
        {
            var group = AddGroup(i, sessionsPerGroup, applications);
            for (var j = 0; j < sessionsPerGroup; j++)
            {
                var plan = new SessionPlan
                {
                    Application = applications[j % applications.Length],
                    Locations = [Locations[j % Locations.Length]],
                    UserId = world.Ids.User(),
                    ConnectionTimeoutSeconds = connectionTimeoutSeconds,
                };
                var createdAt = world.Now.AddSeconds(-random.Next(60, 7200));
                world.Lifecycle.Settle(group, plan, createdAt, StreamSessionStatus.Connected, createdAt.AddSeconds(5));
            }
        }
    }

    private EmulatedApplication AddApplication(string name)
    {
        var application = new EmulatedApplication
        {
            Id = world.Ids.Application(),
            Description = name,
            CreatedAt = world.Now.AddDays(-30),
        };
        world.Add(application);
        return application;
    }

    private EmulatedStreamGroup AddGroup(int number, int sessions, IReadOnlyList<EmulatedApplication> applications)
    {
        var group = new EmulatedStreamGroup
        {
            Id = world.Ids.StreamGroup(),
            Description = $"Crowd {number}",
            StreamClass = "gen5n_win2022",
            CreatedAt = world.Now.AddDays(-7),
            // Every location has the room that is asked of the group, so that a start finds it wherever it looks.
            Locations =
            [
                .. Locations.Select(
                    (name, place) =>
                    {
                        var connected = (sessions + Locations.Length - 1 - place) / Locations.Length;
                        var capacity = connected + Math.Max(sessions, LeastRoom);
                        return new CapacityPool(name, capacity, capacity, targetIdle: 0);
                    }
                ),
            ],
            Applications = applications,
        };
        world.Add(group);
        return group;
    }
}
