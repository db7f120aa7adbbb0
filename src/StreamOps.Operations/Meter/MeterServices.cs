using StreamOps.Operations.Fleet;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Meter;

/// <summary>Registers the meter.</summary>
internal static class MeterServices
{
    /// <summary>By hand: what it reads is nobody else's to see.</summary>
    public static IServiceCollection AddMeter(this IServiceCollection services) =>
        services.AddSingleton(provider => new PollMeter(
            provider.GetRequiredService<PollTurns>(),
            provider.GetRequiredService<CallBudget>(),
            provider.GetRequiredService<LiveFleet>(),
            provider.GetRequiredService<FleetClock>(),
            provider.GetRequiredService<IOptions<LiveOptions>>()
        ));
}
