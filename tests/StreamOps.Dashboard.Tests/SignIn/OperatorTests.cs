using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.SignIn;

public sealed class OperatorTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
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

    [Theory]
    [InlineData("e\u0301va", "\u00E9va")]
    [InlineData("अनिल", "अनिल")]
    [InlineData("ปิ่น", "ปิ่น")]
    [InlineData("Nguye\u0302\u0303n", "Nguyễn")]
    [InlineData("x\u0302\u0303\u0304\u0306y", "x\u0302\u0303\u0304\u0306y")]
    [InlineData("\U00020BB7田", "\U00020BB7田")]
    public void Marks_belong_to_their_letter(string text, string name)
    {
        Assert.True(OperatorName.TryRead(text, out var read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData("Ma\u200Bra")]
    [InlineData("Mara\u200D")]
    [InlineData("Mara\u2060")]
    [InlineData("\uFEFFMara")]
    [InlineData("Ma\u00ADra")]
    [InlineData("\u202EaraM")]
    [InlineData("Mara\u2067R\u2069")]
    [InlineData("Mara\u061C")]
    [InlineData("Mara\uFE0F")]
    [InlineData("Mara\U000E0101")]
    [InlineData("Ma\u180Bra")]
    [InlineData("Ma\u034Fra")]
    [InlineData("Mara\U000E0041\U000E007F")]
    [InlineData("Mara\u3164")]
    [InlineData("\u115F\u1160")]
    [InlineData("Mara\uFFA0")]
    [InlineData("Ma\u17B5ra")]
    public async Task Letters_that_nobody_sees_are_refused_with_a_sentence(string text)
    {
        Assert.False(OperatorName.TryRead(text, out _));
        var dashboard = shared.Dashboard;
        using var client = dashboard.Client();

        using var refused = await dashboard.PostNameAsync(client, text, isScript: true);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(
            "A name holds no invisible characters: type it anew, rather than paste it.",
            (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reason").GetString()
        );
    }

    [Theory]
    [InlineData("\u0301Mara")]
    [InlineData("Mara \u0301R")]
    [InlineData("M\u0334\u0335\u0336\u0337\u0338ara")]
    [InlineData("Mara\u20DD")]
    [InlineData("Mara\uD800")]
    public void A_mark_without_a_letter_and_a_heap_of_them_are_refused(string text)
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

    [Theory]
    [InlineData("\U00020BB7田 x\u0302y", "\U00020BB7X\u0302")]
    [InlineData("अनिल", "अ")]
    public void Initials_are_whole_letters(string name, string initials)
    {
        Assert.Equal(initials, new CurrentOperator(name, IsVerified: false).Initials);
    }

    [Fact]
    public async Task A_name_given_once_stands_on_every_page()
    {
        var dashboard = shared.Dashboard;
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
        var dashboard = shared.Dashboard;
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
        var dashboard = shared.Dashboard;
        using var client = dashboard.Client();

        using var refused = await dashboard.PostNameAsync(client, "<b>", isScript: true);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("1 to 40 letters", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reason").GetString());
    }

    [Fact]
    [Trait("Row", "A4")]
    public async Task Without_the_pages_token_no_name_is_taken()
    {
        var dashboard = shared.Dashboard;
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
