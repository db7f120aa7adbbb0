using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Tests.SignIn;

public sealed class NameFormTests : MudTest
{
    public NameFormTests() => Services.AddSingleton<AntiforgeryStateProvider>(new OnePage());

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
