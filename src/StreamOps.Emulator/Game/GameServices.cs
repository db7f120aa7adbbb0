namespace StreamOps.Emulator.Game;

internal static class GameServices
{
    /// <summary>The game's pages and its backend.</summary>
    public static IServiceCollection AddGame(this IServiceCollection services) =>
        services.AddSingleton<GameBackend>().AddSingleton<GamePages>();
}
