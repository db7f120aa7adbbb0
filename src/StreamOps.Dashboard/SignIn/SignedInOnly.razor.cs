using Microsoft.AspNetCore.Components.Authorization;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Shows its content for as long as somebody with a role is signed in, then leaves for the page that says so. Without a sign-in it shows all.</summary>
public sealed partial class SignedInOnly(IOptions<SignInOptions> options, NavigationManager navigation)
{
    private bool _isIn;
    private bool _wasIn;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var user = Authentication is { } authentication ? (await authentication).User : null;
        _isIn = !options.Value.IsOn || (user is not null && SignedInClaims.RoleOf(user) is not null);
        if (_wasIn && !_isIn)
        {
            var page = "/" + navigation.ToBaseRelativePath(navigation.Uri);
            navigation.NavigateTo(BasePath.InPage(SignInEndpoints.LeaveAddress(page, user)), forceLoad: true);
        }

        _wasIn = _isIn;
    }
}
