using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Three people of the demo, so that a visitor sees what each may: unproven like every name, and bound to their role as those who sign in. Outside the demo there are none.</summary>
public static class DemoIdentity
{
    /// <summary>In the name's cookie: the role that somebody plays.</summary>
    private const string RoleClaim = "streamops-demo-role";

    private const string Path = "/demo/identity";

    /// <summary>Where the page's script takes one.</summary>
    public static string AddressInPage => Path[1..];

    /// <summary>Whether there are any here.</summary>
    internal static bool IsOffered(ServiceInView service, SignInOptions signIn) => service.Kind == ServiceKind.Demo && !signIn.IsOn;

    /// <summary>Who plays a role.</summary>
    internal static ClaimsPrincipal Of(ActorRole role)
    {
        var user = CurrentOperator.Unverified($"Demo {role.Word()}", CookieAuthenticationDefaults.AuthenticationScheme);
        ((ClaimsIdentity)user.Identity!).AddClaim(new Claim(RoleClaim, role.ToString()));
        return user;
    }

    /// <summary>What the desks know of somebody with a name that nobody proved: all is theirs to do, unless they play a role.</summary>
    internal static Actor ActorOf(ClaimsPrincipal user, string name) =>
        user.FindFirstValue(RoleClaim) is { } role
            // What cannot be read may do least.
            ? ActorOf(ActorRoles.Named(role) ?? ActorRole.Viewer, name)
            : Actor.Unproven(name);

    /// <summary>Who plays a role, to the desks.</summary>
    internal static Actor ActorOf(ActorRole role, string name) => new("", name, role, MayTakeOver: role == ActorRole.Lead);

    /// <summary>Outside the demo nobody plays a role: whose cookie says so is asked for a name.</summary>
    internal static Task ForgetOutsideAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (
            context.Principal?.HasClaim(claim => claim.Type == RoleClaim) == true
            && !IsOffered(services.GetRequiredService<ServiceInView>(), services.GetRequiredService<IOptions<SignInOptions>>().Value)
        )
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    internal static void MapDemoIdentity(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        if (IsOffered(services.GetRequiredService<ServiceInView>(), services.GetRequiredService<IOptions<SignInOptions>>().Value))
        {
            endpoints.MapPost(Path, TakeAsync).DisableAntiforgery();
        }
    }

    // No foreign page can set the header without a preflight, and none is ever granted.
    private static async Task<IResult> TakeAsync(HttpContext context, [FromForm] string? role)
    {
        if (!context.Request.Headers.ContainsKey(SameOrigin.Header) || !SameOrigin.IsSameOrigin(context.Request))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (ActorRoles.Named(role) is not { } chosen)
        {
            return Results.StatusCode(StatusCodes.Status422UnprocessableEntity);
        }

        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Of(chosen));
        return Results.NoContent();
    }
}
