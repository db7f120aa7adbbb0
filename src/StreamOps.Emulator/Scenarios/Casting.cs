using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Scenarios;

/// <summary>Fills a world with a scenario's cast. All that it draws comes from the seed.</summary>
public sealed class Casting(EmulatedWorld world, Random random)
{
    private static readonly string[] Quality = ["--quality=high", "--quality=ultra", "--quality=medium"];

    /// <summary>Applications, groups, connected players and those who wait.</summary>
    public void Fill(Scenario scenario)
    {
        var applications = scenario.Applications.ToDictionary(cast => cast.Description, AddApplication, StringComparer.Ordinal);
        foreach (var cast in scenario.StreamGroups)
        {
            var group = AddGroup(cast, [.. cast.Applications.Select(name => applications[name])]);
            foreach (var location in cast.Locations)
            {
                for (var i = 0; i < location.Sessions; i++)
                {
                    AddConnected(group, location.Name);
                }
            }
        }

        foreach (var secondsLeft in scenario.WaitingAtStartSeconds)
        {
            AddWaiting(secondsLeft);
        }
    }

    /// <summary>What a player's game asks for when it starts a session.</summary>
    public SessionPlan DrawPlan(EmulatedStreamGroup group, string location) =>
        new()
        {
            Application = group.Applications[random.Next(group.Applications.Count)],
            Locations = [location],
            UserId = world.Ids.User(),
            Description = random.Next(4) == 0 ? "Evening play" : null,
            ConnectionTimeoutSeconds = DrawTimeout(),
            LaunchArguments = random.Next(3) == 0 ? [Quality[random.Next(Quality.Length)], $"--session-token=tk-{random.Next():x8}"] : null,
            EnvironmentVariables = random.Next(4) == 0 ? DrawEnvironment() : null,
            IsScripted = true,
            FromStreamUrl = random.NextDouble() < world.Switches.Current.StreamUrlShare,
        };

    private EmulatedApplication AddApplication(CastApplication cast)
    {
        var application = new EmulatedApplication
        {
            Id = world.Ids.Application(),
            Description = cast.Description,
            CreatedAt = world.Now.AddDays(-random.Next(20, 90)),
            RuntimeType = cast.RuntimeType,
            RuntimeVersion = cast.RuntimeVersion,
            ExecutablePath = cast.ExecutablePath,
            SourceUri = $"s3://example-applications/{cast.Description.ToLowerInvariant().Replace(' ', '-')}/",
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["game"] = cast.Description },
        };
        world.Add(application);
        return application;
    }

    private EmulatedStreamGroup AddGroup(CastStreamGroup cast, IReadOnlyList<EmulatedApplication> applications)
    {
        var group = new EmulatedStreamGroup
        {
            Id = world.Ids.StreamGroup(),
            Description = cast.Description,
            StreamClass = cast.StreamClass,
            CreatedAt = world.Now.AddDays(-random.Next(2, 20)),
            Locations = [.. cast.Locations.Select(place => new CapacityPool(place.Name, place.AlwaysOn, place.Maximum, place.TargetIdle))],
            Applications = applications,
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["support"] = "yes" },
        };
        world.Add(group);
        return group;
    }

    private void AddConnected(EmulatedStreamGroup group, string location)
    {
        var createdAt = world.Now.AddSeconds(-random.Next(60, 7200));
        world.Lifecycle.Settle(group, DrawPlan(group, location), createdAt, StreamSessionStatus.Connected, createdAt.AddSeconds(5));
    }

    private void AddWaiting(int secondsLeft)
    {
        var group = world.Groups.ElementAt(random.Next(world.Groups.Count));
        var location = group.Locations[random.Next(group.Locations.Count)].Location;
        var plan = DrawPlan(group, location) with
        {
            ConnectionTimeoutSeconds = SessionPlan.UsualConnectionTimeoutSeconds,
            FromStreamUrl = false,
        };
        var lostAt = world.Now.AddSeconds(secondsLeft - plan.ConnectionTimeoutSeconds);
        var createdAt = lostAt.AddSeconds(-random.Next(300, 5400));
        world.Lifecycle.Settle(group, plan, createdAt, StreamSessionStatus.PendingClientReconnection, lostAt);
    }

    private int DrawTimeout() =>
        random.Next(10) switch
        {
            < 7 => SessionPlan.UsualConnectionTimeoutSeconds,
            < 9 => 180,
            _ => 90,
        };

    private Dictionary<string, string> DrawEnvironment() =>
        new(StringComparer.Ordinal) { ["GAME_MODE"] = "ranked", ["PLAYER_TICKET"] = $"pt-{random.Next():x8}{random.Next():x8}" };
}
