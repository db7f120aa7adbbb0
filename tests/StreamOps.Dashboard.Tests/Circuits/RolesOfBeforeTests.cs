using System.Net;
using System.Security.Claims;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>A page is what its person is now, whatever they were when its connection was opened.</summary>
[Trait("Row", "A5")]
public sealed class RolesOfBeforeTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private const string ALeads = "data-make-token";
    private const string Others = "Access tokens are for leads.";

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SignedInDashboard _stage = stage.Anew();

    private Uri Page => new(_stage.Dashboard.Address, "/tokens");

    /// <remarks>As somebody does who keeps an opened connection until then; and whoever waits for their turn after a restart, while the provider is asked.</remarks>
    [Fact]
    public async Task A5_a_connection_from_before_begins_no_page_of_the_role_of_before()
    {
        using var lea = await _stage.BrowserOfAsync("lea");
        var cookies = lea.Cookies;
        using var line = new Line(cookies, opened: () => LeaIs(ActorRole.Viewer));

        await using var page = await HeadlessCircuit.OpenAsync(Page, cookies, line, _ => { });

        await UntilToldAsync(page, Others, Patience);
        Assert.DoesNotContain(ALeads, page.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A5_a_connection_from_before_gives_no_open_page_the_role_of_before_again()
    {
        using var lea = await _stage.BrowserOfAsync("lea");
        var cookies = lea.Cookies;
        var page = await HeadlessCircuit.OpenAsync(Page, cookies);
        await using var lost = page;
        await UntilToldAsync(page, ALeads, Patience);
        await using var other = await HeadlessCircuit.ConnectAsync(Page, cookies);
        LeaIs(ActorRole.Viewer);
        await UntilToldAsync(page, Others, Promised);

        Assert.True(await other.TakeUpAsync(page.Id));
        await SettleAsync(other);

        Assert.DoesNotContain(ALeads, other.Told, StringComparison.Ordinal);
        LeaIs(ActorRole.Lead);
        await UntilToldAsync(other, ALeads, Promised);
    }

    [Fact]
    public async Task A5_an_open_page_has_another_role_within_seconds()
    {
        using var lea = await _stage.BrowserOfAsync("lea");
        await using var page = await HeadlessCircuit.OpenAsync(Page, lea.Cookies);
        await UntilToldAsync(page, ALeads, Patience);

        LeaIs(ActorRole.Operator);

        await UntilToldAsync(page, Others, Promised);
        Assert.False(page.Closed.IsCompleted);
    }

    /// <summary>The provider says so.</summary>
    private void LeaIs(ActorRole role)
    {
        var session = Assert.Single(_stage.Sessions.All);
        var claims = session.Ticket.Principal.Claims.Where(claim => claim.Type != SignedInClaims.Role);
        var user = new ClaimsPrincipal(
            new ClaimsIdentity(claims.Append(new Claim(SignedInClaims.Role, role.ToString())), SignInServices.Scheme)
        );
        _stage.Sessions.Replace(session, user, session.Ticket.Properties);
    }

    // What the page draws by then is told before the answer: both go by its renderer, one after the other.
    private static Task<bool> SettleAsync(HeadlessCircuit page) =>
        page.InvokeAsync("Nothing", 0, "[]", typeof(DashboardApp).Assembly.GetName().Name);

    private static async Task UntilToldAsync(HeadlessCircuit page, string words, TimeSpan patience)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!page.Told.Contains(words, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < patience, $"It was not told within {patience.TotalSeconds} s: {words}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A browser's requests, and what happens as soon as one of them has become a socket.</summary>
    private sealed class Line(CookieContainer cookies, Action opened)
        : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
            {
                opened();
            }

            return response;
        }
    }
}
