using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Testing;

/// <summary>The live side without its turns: reads go straight to the service, for where no poller runs that would take turns for them.</summary>
public class DirectFleet(FleetClock clock, LiveFleet fleet, IGameLiftStreams service, TimeProvider time, Sights? sights = null)
    : FleetAccess(
        clock,
        fleet,
        Reader(clock, fleet, service, time, out var budget, out var hints),
        hints,
        budget,
        sights ?? Sights.WithoutSignIn
    )
{
    public override Task<ServiceReply<StreamSessionDetails>> ReadAsync(
        StreamSessionArn session,
        ReadPriority priority,
        CancellationToken cancellationToken
    ) => service.GetStreamSessionAsync(session, cancellationToken);

    public override ValueTask TakeCallAsync(string operation, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask<bool> TakeCallInTimeAsync(string operation, TimeSpan within, CancellationToken cancellationToken) =>
        ValueTask.FromResult(true);

    private static SessionReader Reader(
        FleetClock clock,
        LiveFleet fleet,
        IGameLiftStreams service,
        TimeProvider time,
        out CallBudget budget,
        out SessionHints hints
    )
    {
        var options = Options.Create(new LiveOptions());
        var work = new BackgroundWork(NullLogger<BackgroundWork>.Instance);
        budget = new CallBudget(time, options);
        var reader = new SessionReader(
            new ServiceCalls(service, budget, new ServiceClock(), clock, time, options),
            budget,
            fleet,
            clock,
            work
        );
        hints = new SessionHints(reader, fleet, clock, time, options, work);
        return reader;
    }
}
