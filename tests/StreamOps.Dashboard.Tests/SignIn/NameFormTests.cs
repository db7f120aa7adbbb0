using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Tests.SignIn;

public sealed class NameFormTests : MudTest
{
    private readonly ServerAuthenticationStateProvider _authentication = new();

    public NameFormTests()
    {
        Services.AddSingleton<AntiforgeryStateProvider>(new OnePage());
        Services.AddSingleton<AuthenticationStateProvider>(_authentication);
        _authentication.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal())));
    }

    [Fact]
    public async Task A_name_that_was_taken_is_known_to_the_page_at_once()
    {
        var form = Render<NameForm>();

        Assert.True(form.Instance.Named(Services.GetRequiredService<NameProofs>().Of("Jo Kim")));

        var user = (await _authentication.GetAuthenticationStateAsync()).User;
        Assert.Equal(new CurrentOperator("Jo Kim", IsVerified: false), CurrentOperator.Of(user));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Jo Kim")]
    public async Task A_name_without_a_proof_is_nobodys(string proof)
    {
        Assert.False(Render<NameForm>().Instance.Named(proof));

        Assert.Null(CurrentOperator.Of((await _authentication.GetAuthenticationStateAsync()).User));
    }

    [Fact]
    public void It_asks_for_a_name_within_limits_and_says_that_nobody_proves_it()
    {
        var form = Render<NameForm>();

        var field = form.Find("#operator-name");
        Assert.True(field.HasAttribute("required"));
        Assert.Equal("Your name", form.Find("label[for=operator-name]").TextContent);
        Assert.Contains("unverified", form.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void It_comes_back_to_the_page_it_was_asked_on()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/?rescue=s1");

        Assert.Equal("/?rescue=s1", Render<NameForm>().Find("input[name=returnTo]").GetAttribute("value"));
    }

    [Fact]
    public void It_carries_the_pages_token() =>
        Assert.Equal("of-this-page", Render<NameForm>().Find("input[name=token]").GetAttribute("value"));

    private sealed class OnePage : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken GetAntiforgeryToken() => new("of-this-page", "token");
    }
}
