using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.SignIn;

/// <summary>What anybody at all, signed in or not, can bring about at the provider through us, and where they get when they come back with nothing.</summary>
internal static class ProviderGuard
{
    /// <summary>Sets it at the steps of a sign-in that come before anybody is known, and after the end of one.</summary>
    /// <param name="steps">The handler's.</param>
    /// <param name="options">What is set.</param>
    public static void Guard(OpenIdConnectEvents steps, SignInOptions options)
    {
        steps.OnRedirectToIdentityProvider = context =>
        {
            Of<AnsweredSignIns>(context).Begin(context.Properties);
            return Task.CompletedTask;
        };
        steps.OnPushAuthorization = context => PushWhereNeededAsync(context, options);
        steps.OnMessageReceived = LetInAsync;
        steps.OnAuthorizationCodeReceived = AnswerOnceAsync;
        steps.OnSignedOutCallbackRedirect = LeadOnAsync;
    }

    /// <summary>Where the provider only takes requests beforehand as well, the browser brings all of it: to push one is a call of ours, which anybody could make us send. The proof key guards either way.</summary>
    private static async Task PushWhereNeededAsync(PushedAuthorizationContext context, SignInOptions options)
    {
        var known = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        if (!known.RequirePushedAuthorizationRequests && !options.PushRequests)
        {
            context.SkipPush();
        }
    }

    private static async Task LetInAsync(MessageReceivedContext context)
    {
        if (!Of<SignInCrowd>(context).TryAnswer(context.HttpContext.Connection.RemoteIpAddress))
        {
            await SignInEndpoints.TurnAwayAsync(context.HttpContext, context.Properties?.RedirectUri);
            context.HandleResponse();
        }
    }

    private static async Task AnswerOnceAsync(AuthorizationCodeReceivedContext context)
    {
        // Each sign-in has a key of its own, which nobody but us has seen: the state's text around it may be spelt in more ways than one.
        var key = context.TokenEndpointRequest?.GetParameter(OAuthConstants.CodeVerifierKey);
        if (!Of<AnsweredSignIns>(context).TryAnswer(context.Properties!, key))
        {
            await SignInEndpoints.TellFailureAsync(context.HttpContext, failure: null, context.Properties!.RedirectUri);
            context.HandleResponse();
        }
    }

    /// <summary>Whoever comes back from the end of a sign-in with nothing that leads on, gets to a page all the same.</summary>
    private static async Task LeadOnAsync(RemoteSignOutContext context)
    {
        if (context.Properties?.RedirectUri is not { Length: > 0 })
        {
            var held = await context.HttpContext.AuthenticateAsync(SignInServices.Scheme);
            context.Response.Redirect(BasePath.InHeader(context.Request, held.Succeeded ? "/" : SignInEndpoints.SignedOutPath));
            context.HandleResponse();
        }
    }

    private static T Of<T>(BaseContext<OpenIdConnectOptions> context)
        where T : notnull => context.HttpContext.RequestServices.GetRequiredService<T>();
}
