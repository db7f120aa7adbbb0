using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.SignIn;

/// <summary>In the demo: who a visitor is, of its three people. The page has the role from then on, and the browser's posts too.</summary>
public sealed partial class DemoIdentitySwitch(
    ServiceInView service,
    IOptions<SignInOptions> signIn,
    IJSRuntime js,
    AuthenticationStateProvider authentication
)
{
    private bool _isAtWork;

    [CascadingParameter]
    public CurrentOperator? Operator { get; set; }

    // The browser first: a page must not do more, or less, than the posts beside it.
    private async Task TakeAsync(ActorRole role)
    {
        if (_isAtWork || authentication is not IHostEnvironmentAuthenticationStateProvider host)
        {
            return;
        }

        _isAtWork = true;
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/demo-identity.js");
            if (await module.InvokeAsync<bool>("take", DemoIdentity.AddressInPage, role.ToString()))
            {
                host.SetAuthenticationState(Task.FromResult(new AuthenticationState(DemoIdentity.Of(role))));
            }
        }
        finally
        {
            _isAtWork = false;
        }
    }
}
