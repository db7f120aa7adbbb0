namespace StreamOps.Emulator.World;

internal static class WorldServices
{
    /// <summary>The world that <paramref name="builder"/> makes; needs the switches, a clock and an <see cref="IWorldListener"/>.</summary>
    public static IServiceCollection AddWorld(this IServiceCollection services, WorldBuilder builder) =>
        services.AddSingleton(builder).AddSingleton<EmulatedFleet>();
}
