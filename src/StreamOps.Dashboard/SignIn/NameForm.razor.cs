using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Asks who acts. Its script posts it and goes on with what was asked for; without the script it is a form like any other.</summary>
public sealed partial class NameForm(
    NavigationManager navigation,
    IJSRuntime js,
    NameProofs proofs,
    AuthenticationStateProvider authentication
) : IDisposable
{
    private ElementReference _form;
    private DotNetObjectReference<NameForm>? _self;

    /// <summary>Whether it is what its panel waits for.</summary>
    [Parameter]
    public bool TakesFocus { get; set; }

    /// <summary>The session its panel is about, by the last part of the ARN: what was asked for there goes on.</summary>
    [Parameter]
    public string Session { get; set; } = "";

    private string Here => "/" + navigation.ToBaseRelativePath(navigation.Uri);

    /// <summary>The name was taken: this page has it from now on, without a load.</summary>
    /// <returns>False when the proof is no proof.</returns>
    [JSInvokable]
    public bool Named(string proof)
    {
        if (proofs.NameOf(proof) is not { } name || authentication is not IHostEnvironmentAuthenticationStateProvider host)
        {
            return false;
        }

        var user = CurrentOperator.Unverified(name, CookieAuthenticationDefaults.AuthenticationScheme);
        host.SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        return true;
    }

    public void Dispose() => _self?.Dispose();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/name-form.js");
            await module.InvokeVoidAsync("attach", _form, _self);
        }
    }
}
