namespace StreamOps.Operations.Attempts;

internal static class AttemptServices
{
    public static IServiceCollection AddAttempts(this IServiceCollection services) =>
        services.AddSingleton<RescueLedger>().AddSingleton<RescueBoard>().AddSingleton<RescueSteps>();
}
