using StreamOps.Emulator.Calls;

namespace StreamOps.Emulator.Api;

internal static class ApiServices
{
    /// <summary>The operations of the API and the way to them.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services
            .AddSingleton<ClientTokens>()
            .AddSingleton<ConnectionsApi>()
            .AddSingleton<StreamGroupsApi>()
            .AddSingleton<StreamSessionsApi>()
            .AddSingleton<ApplicationsApi>()
            .AddSingleton<TagsApi>()
            .AddSingleton(provider => new ApiOperations([
                .. provider.GetRequiredService<StreamGroupsApi>().Operations,
                .. provider.GetRequiredService<StreamSessionsApi>().Operations,
                .. provider.GetRequiredService<ApplicationsApi>().Operations,
                .. provider.GetRequiredService<TagsApi>().Operations,
            ]))
            .AddSingleton<ApiPipeline>();
}
