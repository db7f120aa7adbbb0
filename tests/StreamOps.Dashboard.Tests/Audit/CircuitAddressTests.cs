using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Tests.Network;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Links;
using StreamOps.Testing;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Audit;

/// <summary>What is done in a page stands in the audit with the address of whose page it is, as what is done by a request does.</summary>
public sealed class CircuitAddressTests(SignedInStage direct, ProxiedStage proxied)
    : IClassFixture<SignedInStage>,
        IClassFixture<ProxiedStage>
{
    private const string Said = "203.0.113.7";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_is_where_the_connection_comes_from_whatever_a_browser_says()
    {
        var stage = direct.Anew();

        Assert.Equal("127.0.0.1", await RevokedFromAsync(stage, stage.Dashboard.Address));
    }

    [Fact]
    public async Task Behind_a_proxy_that_is_trusted_it_is_the_browsers() =>
        Assert.Equal(Said, await RevokedFromAsync(proxied.Anew(), ProxiedStage.Known));

    /// <summary>Revokes a link by the button of its panel.</summary>
    private static async Task<string?> RevokedFromAsync(SignedInDashboard stage, Uri known)
    {
        var origin = known.GetLeftPart(UriPartial.Authority);
        (string, string)[] forwarded = [("X-Forwarded-Proto", "https"), ("X-Forwarded-For", Said)];
        stage.Dashboard.PublishLost();
        using var mara = new Browser(known, new ProxiedRequests(known, stage.Dashboard.Address, forwarded));
        await mara.OpenAsync("");
        using var made = await mara.PostAsync("rescue/links", JsonContent.Create(new { session = "s1" }), origin);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);

        using var way = new ProxiedRequests(
            known,
            stage.Dashboard.Address,
            [.. forwarded, ("Cookie", mara.Cookies.GetCookieHeader(known)), ("Origin", origin)]
        );
        await using var page = await HeadlessCircuit.OpenAsync(new Uri(known, "?rescue=s1"), mara.Cookies, way, _ => { });
        Assert.True(await page.PressAsync("data-revoke-link"));
        var links = stage.Dashboard.Services.GetRequiredService<LinkBoard>();
        await Eventually.BeTrueAsync("the link is revoked", Patience, () => links.Current[A.Arn()].RevokedAt is not null);

        var entries = await stage.Dashboard.Services.GetRequiredService<AuditLog>().ForSessionAsync(A.Arn(), CancellationToken.None);
        return Assert.Single(entries, entry => entry is { Action: AuditActions.RescueLink, Step: AuditSteps.Revoked }).Address;
    }
}
