using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>Every role by every route that acts: who gets past the door is written here a second time, by hand.</summary>
[Trait("Row", "A5")]
public sealed class RolesByHttpTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private const string Attempt = "7d41aa11-0000-0000-0000-000000000001";

    private static readonly (string Person, char Mark)[] People = [("vic", 'V'), ("mara", 'O'), ("lea", 'L'), ("tom", 'T')];

    private readonly SignedInDashboard _stage = stage.Anew();

    /// <summary>Route, address, and who gets past: Viewer, Operator, Lead, an operator who may take over (T).</summary>
    public static TheoryData<string, string, string> Table =>
        new()
        {
            { "POST /rescue/links", "/rescue/links", " OLT" },
            { "POST /rescue/offers/{draftKey}", "/rescue/offers/x?serial=1", " OLT" },
            { "POST /rescue/offers/{draftKey}/repair", "/rescue/offers/x/repair", " OLT" },
            { "GET /rescue/answers/{attemptId:guid}", $"/rescue/answers/{Attempt}", " OLT" },
            { "POST /rescue/answers/{attemptId:guid}/taken", $"/rescue/answers/{Attempt}/taken", " OLT" },
            { "POST /rescue/takeovers/", "/rescue/takeovers", "   T" },
            { "POST /rescue/takeovers/{attemptId:guid}/end", $"/rescue/takeovers/{Attempt}/end", "   T" },
        };

    [Fact]
    public void Every_route_that_acts_stands_in_the_table()
    {
        var routes = _stage
            .Dashboard.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            // What is open to everybody stands in a list of its own. Hubs ask for a role at the door; what pages do is done by their circuits.
            .Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(route => route.Metadata.GetMetadata<ComponentTypeMetadata>() is null && !IsHub(route))
            .SelectMany(route =>
                (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method =>
                    $"{method} {route.RoutePattern.RawText}"
                )
            )
            .Where(route =>
                route.StartsWith("GET /rescue/", StringComparison.Ordinal)
                || !(route.StartsWith("GET ", StringComparison.Ordinal) || route.StartsWith("HEAD ", StringComparison.Ordinal))
            )
            .Distinct(StringComparer.Ordinal);

        Assert.Equal(Table.Select(row => row.Data.Item1).Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Each_role_gets_past_where_the_table_says_so(string route, string address, string who)
    {
        var method = new HttpMethod(route.Split(' ')[0]);
        foreach (var (person, mark) in People)
        {
            using var browser = await _stage.BrowserOfAsync(person);
            using var response = await browser.SendAsScriptAsync(method, address, JsonContent.Create(new { session = "s1" }));

            var isPast = response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.Redirect);
            Assert.True(who.Contains(mark, StringComparison.Ordinal) == isPast, $"{person} at {route}: {(int)response.StatusCode}");
        }
    }

    private static bool IsHub(RouteEndpoint route) =>
        route.RoutePattern.RawText is { } text
        && (text.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal) || text.StartsWith("/hubs/", StringComparison.Ordinal));
}
