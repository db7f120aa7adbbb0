using Microsoft.AspNetCore.Authorization;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Security;

/// <summary>The permission to see and play a player's session, apart from every other one.</summary>
public static class TakeoverPermission
{
    /// <summary>The policy's name.</summary>
    public const string Policy = "takeover";

    public static IServiceCollection AddTakeoverPermission(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, BySetting>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.RequireAuthenticatedUser().AddRequirements(new Takeover()));
        return services;
    }

    private sealed class Takeover : IAuthorizationRequirement;

    /// <summary>Without roles the setting alone decides; a sign-in with roles replaces this handler.</summary>
    private sealed class BySetting(IOptions<RescueOptions> options) : AuthorizationHandler<Takeover>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Takeover requirement)
        {
            if (options.Value.AllowTakeover)
            {
                context.Succeed(requirement);
            }

            return Task.CompletedTask;
        }
    }
}
