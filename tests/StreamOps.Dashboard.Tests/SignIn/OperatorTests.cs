using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.SignIn;

public sealed class OperatorTests
{
    [Theory]
    [InlineData("Mara R", "Mara R")]
    [InlineData("  Zoë O'Neil-2  ", "Zoë O'Neil-2")]
    [InlineData("mara.r@example", "mara.r@example")]
    public void A_plain_name_is_taken(string text, string name)
    {
        Assert.True(OperatorName.TryRead(text, out var read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("<b>Mara</b>")]
    [InlineData("Mara\nR")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void Anything_else_is_refused(string? text)
    {
        Assert.False(OperatorName.TryRead(text, out _));
    }

    [Fact]
    public void A_name_nobody_proved_is_unverified()
    {
        var current = CurrentOperator.Of(CurrentOperator.Unverified("Mara Roe", "Cookies"));

        Assert.Equal(new CurrentOperator("Mara Roe", IsVerified: false), current);
        Assert.Equal("MR", current!.Initials);
    }

    [Fact]
    public async Task A_name_given_once_stands_on_every_page()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var client = await dashboard.ClientNamedAsync("Mara R");

        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.Contains("Mara R, unverified", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/sessions?q=x", "/sessions?q=x")]
    [InlineData("/sessions?q=Zoë", "/sessions?q=Zo%C3%AB")]
    [InlineData("/sessions?q=%41&x=\U0001F3AE#é", "/sessions?q=%41&x=%F0%9F%8E%AE#%C3%A9")]
    [InlineData("/a\u0085b", "/")]
    [InlineData("/a\u2028b", "/a%E2%80%A8b")]
    public void The_way_back_stays_on_the_dashboard(string returnTo, string address)
    {
        Assert.Equal(address, OperatorEndpoints.WayBack(returnTo));
    }

    [Fact]
    public async Task The_pages_script_gets_a_proof_in_place_of_another_page()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var client = dashboard.Client();

        using var taken = await dashboard.PostNameAsync(client, "Mara R", isScript: true);

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Contains("streamops-operator", string.Join(' ', taken.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        var said = await taken.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Mara R", dashboard.Services.GetRequiredService<NameProofs>().NameOf(said.GetProperty("proof").GetString()!));
    }

    [Fact]
    public async Task A_name_that_will_not_do_is_told_to_the_script_as_a_sentence()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var client = dashboard.Client();

        using var refused = await dashboard.PostNameAsync(client, "<b>", isScript: true);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("1 to 40 letters", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Without_the_pages_token_no_name_is_taken()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var client = dashboard.Client();
        using var content = new FormUrlEncodedContent([new("name", "Mara R")]);

        using var response = await client.PostAsync(new Uri("/operator", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain(
            response.Headers,
            header => header.Key == "Set-Cookie" && header.Value.Any(value => value.Contains("operator"))
        );
    }
}
