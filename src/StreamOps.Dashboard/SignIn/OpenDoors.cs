namespace StreamOps.Dashboard.SignIn;

/// <summary>All that is reachable at the operators' listener without a sign-in, once one is configured. Everything else is denied.</summary>
/// <remarks>The players' listener is another application on other ports: nobody signs in there.</remarks>
internal static class OpenDoors
{
    /// <summary>Where the provider sends browsers back to; answered before any route.</summary>
    public static readonly IReadOnlyList<string> Callbacks = [SignInServices.CallbackPath, SignInServices.SignedOutCallbackPath];

    /// <summary>Routes, as they are mapped. Beside them the static files of the build: scripts, styles and icons, the same for everybody.</summary>
    public static readonly IReadOnlyList<string> Routes =
    [
        "/health/live",
        "/health/ready",
        SignInEndpoints.SignInPath,
        SignInEndpoints.SignOutPath,
        SignInEndpoints.BackChannelPath,
        SignInEndpoints.SignedOutPath,
        SignInEndpoints.NoRolePath,
    ];

    /// <summary>Opens what is on the list, wherever it was mapped.</summary>
    public static RouteGroupBuilder OpenDeclared(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route } && Routes.Contains(route, StringComparer.Ordinal))
            {
                endpoint.Metadata.Add(new Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute());
            }
        });
        return group;
    }
}
