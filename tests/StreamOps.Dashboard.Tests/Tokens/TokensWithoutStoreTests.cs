using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tokens;
using StreamOps.Operations.Acts;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Tokens;

public sealed class TokensWithoutStoreTests : OperatedTest
{
    private static readonly CurrentOperator Lea = new("Lea", IsVerified: true)
    {
        Actor = new Actor("id-lea", "Lea", ActorRole.Lead, MayTakeOver: false),
    };

    private readonly FakeTimeProvider _time = new(APicture.Now);

    public TokensWithoutStoreTests() => Services.AddSingleton<TimeProvider>(_time);

    [Fact]
    public async Task That_they_cannot_be_read_is_said_until_they_are_by_itself()
    {
        await TakeStoreAwayAsync();
        SetRendererInfo(new("Server", isInteractive: true));
        var page = Render<TokensPage>(part => part.By(Lea));
        var notice = page.WaitForElement(".notice", Patience).TextContent;
        Assert.StartsWith("The database file", notice, StringComparison.Ordinal);

        BringStoreBack();
        _time.Advance(TimeSpan.FromSeconds(30));

        page.WaitForAssertion(() => Assert.Contains("There is no access token.", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll(".notice"));
    }
}
