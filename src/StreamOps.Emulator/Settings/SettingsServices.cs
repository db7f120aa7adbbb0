namespace StreamOps.Emulator.Settings;

internal static class SettingsServices
{
    /// <summary>What the emulator was started with, and its switches.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services, EmulatorOptions options) =>
        services.AddSingleton(options).AddSingleton(new SwitchBoard(options.Switches));
}
