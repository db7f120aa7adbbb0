namespace StreamOps.Emulator.Control;

internal static class ControlServices
{
    /// <summary>The calls under <c>/_emulator/</c>.</summary>
    public static IServiceCollection AddControl(this IServiceCollection services) =>
        services.AddSingleton<SwitchesCall>().AddSingleton<ControlApi>();
}
