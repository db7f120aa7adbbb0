using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Operations.Audit;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>A role that was taken away begins nothing any more; what was begun by it goes on, for a player waits there.</summary>
public sealed class OutlivedRolesTests
{
    [Fact]
    public async Task A_link_brings_its_player_back_though_its_maker_has_lost_their_role_since()
    {
        await using var stage = await SignedInDashboard.StartAsync(PlayerClient.LetThemWait);
        PlayerClient.LetWait(stage.Dashboard);
        using var mara = await stage.BrowserOfAsync("mara");
        using var made = await mara.PostAsync("/rescue/links", JsonContent.Create(new { session = "s1" }));
        var link = new Uri((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("address").GetString()!);

        var session = Assert.Single(stage.Sessions.All);
        stage.Sessions.Replace(session, WithoutRole(session.Ticket.Principal), session.Ticket.Properties);
        using var another = await mara.PostAsync("/rescue/links", JsonContent.Create(new { session = "s1" }));
        using var player = new PlayerClient(stage.Dashboard);
        using var opened = await player.PostAsync("/rescue/open", new { secret = link.Fragment[1..], page = player.Page });
        var said = new
        {
            pass = (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pass").GetString(),
            page = player.Page,
        };
        using var spent = await player.PostAsync("/rescue/continue", said);
        using var offered = await player.PostAsync("/rescue/offers", said, OfferText.Healthy().ToString());

        Assert.Equal(HttpStatusCode.Forbidden, another.StatusCode);
        Assert.Equal("""{"outcome":"answered"}""", await offered.Content.ReadAsStringAsync());
        var audit = await stage.Dashboard.Services.GetRequiredService<AuditLog>().ForSessionAsync(A.Arn(), CancellationToken.None);
        var sent = Assert.Single(audit, entry => entry is { Action: AuditActions.Rescue, Step: AuditSteps.Intent });
        Assert.Equal(("mara", "id-mara", "operator"), (sent.Operator, sent.Subject, sent.Role));
    }

    private static ClaimsPrincipal WithoutRole(ClaimsPrincipal user) =>
        new(new ClaimsIdentity(user.Claims.Where(claim => claim.Type != SignedInClaims.Role), SignInServices.Scheme));
}
