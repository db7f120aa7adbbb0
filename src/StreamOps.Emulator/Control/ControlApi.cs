using StreamOps.Emulator.Api;
using StreamOps.Emulator.Calls;
using StreamOps.Emulator.Faults;
using StreamOps.Emulator.Hosts;
using StreamOps.Emulator.Local;
using StreamOps.Emulator.Offers;
using StreamOps.Emulator.Scenarios;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Control;

/// <summary>The calls under <c>/_emulator/</c>. Each answers 200 with what it did, in effect when the answer arrives.</summary>
public sealed class ControlApi(
    EmulatedFleet fleet,
    FaultBoard faults,
    ApiPipeline api,
    TokenBuckets rates,
    SignalDesk offers,
    SwitchesCall switches,
    GameHosts hosts,
    EmulatorOptions options
)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (!ThisMachine.Asks(context))
            {
                throw new LocalCallException(403, "Control calls are taken from this machine only, under a loopback host name.");
            }

            await LocalJson.WriteAsync(context.Response, 200, await AnswerAsync(context.Request));
        }
        catch (LocalCallException error)
        {
            await LocalJson.WriteAsync(context.Response, error.StatusCode, new ErrorAnswer(error.Message));
        }
        catch (InvalidOperationException)
        {
            // Texts are decoded only when they are read: half a surrogate pair shows then.
            await LocalJson.WriteAsync(context.Response, 400, new ErrorAnswer("The body holds a text that cannot be read."));
        }
    }

    private async Task<object> AnswerAsync(HttpRequest request)
    {
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        return (request.Method, path) switch
        {
            ("GET", ["health"]) => fleet.Act(Health),
            ("POST", ["reset"]) => Reset(await LocalJson.ReadAsync(request, new ResetRequest())),
            ("POST", ["populate"]) => Populate(await LocalJson.ReadAsync<PopulateRequest>(request)),
            ("POST", ["streamsessions", "drop"]) => Drop(await LocalJson.ReadAsync<DropRequest>(request)),
            ("POST", ["streamsessions", var id, "drop"]) => DropOne(id),
            ("POST", ["streamsessions", var id, "connect"]) => ConnectOne(id),
            ("POST", ["streamsessions", var id, "end"]) => EndOne(id),
            ("GET", ["faults"]) => faults.Rules,
            ("PUT", ["faults"]) => SetFaults(await LocalJson.ReadAsync<FaultRule[]>(request)),
            ("DELETE", ["faults"]) => SetFaults([]),
            ("GET", ["hosts"]) => hosts.Attached,
            ("GET", ["ledger"]) => Ledger(request.Query["since"]),
            ("GET", ["switches"]) => fleet.Switches.Current,
            ("PUT", ["switches"]) => await switches.SetAsync(request),
            (_, ["health" or "reset" or "populate" or "faults" or "hosts" or "ledger" or "switches"]) => throw NotAllowed(request),
            (_, ["streamsessions", "drop"] or ["streamsessions", _, "drop" or "connect" or "end"]) => throw NotAllowed(request),
            _ => throw new LocalCallException(404, $"There is no control call {request.Path}."),
        };
    }

    private static LocalCallException NotAllowed(HttpRequest request) => new(405, $"{request.Path} does not take {request.Method}.");

    private static HealthAnswer Health(EmulatedWorld world) =>
        new("ok", world.Name, world.Seed, world.Now, world.Groups.Count, world.Sessions.Count);

    private WorldAnswer Reset(ResetRequest request)
    {
        var (present, seed) = fleet.Act(world => (world.Name, request.Seed ?? world.Seed));
        // A populated world is no scenario to go back to: then it is the one the emulator was started with.
        var name = request.Scenario ?? (Scenario.Names.Contains(present, StringComparer.Ordinal) ? present : options.Scenario);
        var scenario =
            Scenario.Find(name)
            ?? throw LocalCallException.Wrong($"There is no scenario \"{name}\"; there are {string.Join(", ", Scenario.Names)}.");
        faults.Replace([]);
        rates.Reset();
        offers.Forget();
        fleet.Switches.Restore();
        return fleet.Replace(
            Worlds.Of(scenario, seed),
            clearLedger: true,
            world => new WorldAnswer(world.Name, world.Seed, world.Groups.Count, world.Sessions.Count)
        );
    }

    private PopulateAnswer Populate(PopulateRequest request)
    {
        var groups = Within("streamGroups", request.StreamGroups, 1, 500);
        var sessions = Within("sessionsPerGroup", request.SessionsPerGroup, 0, 100_000);
        var timeout = Within("connectionTimeoutSeconds", request.ConnectionTimeoutSeconds, 1, 3600);
        if ((long)groups * sessions > 200_000)
        {
            throw LocalCallException.Wrong("streamGroups times sessionsPerGroup must be at most 200000.");
        }

        var seed = fleet.Act(world => world.Seed);
        return fleet.Replace(
            Worlds.Populated(groups, sessions, timeout, seed),
            clearLedger: false,
            world => new PopulateAnswer(groups, sessions, timeout, world.Sessions.Count, [.. world.Groups.Select(group => group.Id)])
        );
    }

    private DroppedAnswer Drop(DropRequest request)
    {
        var count = Within("count", request.Count, 1, 1_000_000);
        return fleet.Act(world =>
        {
            var connected = world
                .Groups.SelectMany(group => group.SessionsIn(StreamSessionStatus.Connected))
                .Where(session => request.Location is null || session.Slot == request.Location)
                .OrderBy(session => session.Id, StringComparer.Ordinal)
                .ToArray();
            world.Choice.Shuffle(connected);
            var dropped = connected.Take(count).ToList();
            dropped.ForEach(session => world.Lifecycle.Apply(session, SessionTrigger.ClientLost));
            return new DroppedAnswer([.. dropped.Select(session => session.Id)]);
        });
    }

    private SessionAnswer DropOne(string id) => Apply(id, SessionTrigger.ClientLost, "only a CONNECTED session has a client to lose");

    private SessionAnswer ConnectOne(string id) => Apply(id, SessionTrigger.ClientConnected, "a client connects to an ACTIVE session only");

    private SessionAnswer EndOne(string id) => Apply(id, SessionTrigger.TerminateRequested, "only a session that has begun can be ended");

    private SessionAnswer Apply(string id, SessionTrigger trigger, string rule) =>
        fleet.Act(world =>
        {
            var session = world.Session(id) ?? throw new LocalCallException(404, $"There is no stream session {id}.");
            return world.Lifecycle.Apply(session, trigger)
                ? new SessionAnswer(session.Id, session.Status.Word())
                : throw new LocalCallException(409, $"Stream session {id} is {session.Status.Word()}: {rule}.");
        });

    private FaultRule[] SetFaults(FaultRule[] rules)
    {
        Array.ForEach(rules, Check);
        faults.Replace(rules);
        return rules;
    }

    private void Check(FaultRule? rule)
    {
        if (rule is null)
        {
            throw LocalCallException.Wrong("A rule is null.");
        }

        if (rule.Operation != "*" && !api.OperationNames.Contains(rule.Operation, StringComparer.Ordinal))
        {
            throw LocalCallException.Wrong($"operation must be \"*\" or one of {string.Join(", ", api.OperationNames)}.");
        }

        if (rule.Probability is not (>= 0 and <= 1))
        {
            throw LocalCallException.Wrong("probability must be between 0 and 1.");
        }

        if (rule.LatencyMs is not (>= 0 and <= 600_000))
        {
            throw LocalCallException.Wrong("latencyMs must be between 0 and 600000.");
        }

        if (rule.StatusCode is { } code)
        {
            Within("statusCode", code, 400, 599);
        }
    }

    private LedgerPage Ledger(string? since)
    {
        var from = 0L;
        if (!string.IsNullOrEmpty(since) && !long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out from))
        {
            throw LocalCallException.Wrong("since must be a number of the ledger, 0 or more.");
        }

        return fleet.Act(world => world.Ledger.Since(from));
    }

    private static int Within(string member, int value, int min, int max) =>
        value >= min && value <= max ? value : throw LocalCallException.Wrong($"{member} must be an integer between {min} and {max}.");
}
