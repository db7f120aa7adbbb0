using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Demo;

/// <summary>The stage plays by itself, so whoever opens it without a name has one: unproven like every name, and until the browser closes.</summary>
internal static class DemoVisitor
{
    public const string Name = "Demo visitor";

    public static IApplicationBuilder UseDemoVisitor(this IApplicationBuilder app) =>
        app.ApplicationServices.GetRequiredService<ServiceInView>().Kind == ServiceKind.Demo
        && !app.ApplicationServices.GetRequiredService<IOptions<SignInOptions>>().Value.IsOn
            ? app.Use(WelcomeAsync)
            : app;

    private static async Task WelcomeAsync(HttpContext context, RequestDelegate next)
    {
        if (
            HttpMethods.IsGet(context.Request.Method)
            && context.Request.Path == StageServices.Path
            && CurrentOperator.Of(context.User) is null
        )
        {
            const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
            context.User = CurrentOperator.Unverified(Name, Scheme);
            await context.SignInAsync(Scheme, context.User);
        }

        await next(context);
    }
}
