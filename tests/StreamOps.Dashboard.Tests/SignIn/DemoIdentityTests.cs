using System.Net;
using System.Net.Http.Json;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>The three people of the demo: each may what its role says, by the browser's posts as by its page, and outside the demo there are none.</summary>
public sealed class DemoIdentityTests
{
    [Theory]
    [InlineData(ActorRole.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(ActorRole.Operator, HttpStatusCode.UnprocessableEntity)]
    [InlineData(ActorRole.Lead, HttpStatusCode.UnprocessableEntity)]
    public async Task A_role_of_the_demo_binds(ActorRole role, HttpStatusCode answer)
    {
        await using var demo = await RunningDashboard.StartDemoAsync();
        using var client = demo.Client();

        using var taken = await TakeAsync(client, role.ToString());
        using var made = await PostAsync(client, "/rescue/links", JsonContent.Create(new { session = "nobody" }));
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        // Past the door it is the session that is missing.
        Assert.Equal(answer, made.StatusCode);
        Assert.Contains($"Demo {role.Word()}", page, StringComparison.Ordinal);
        Assert.Contains("unverified", page, StringComparison.Ordinal);
        Assert.Matches($"data-identity=\"{role}\" aria-pressed=\"true\"", page);
        Assert.Equal(role != ActorRole.Viewer, page.Contains("data-go=\"a\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("1")]
    [InlineData("")]
    // The word on the button is for people.
    [InlineData("operator")]
    public async Task What_names_no_role_makes_nobody(string role)
    {
        await using var demo = await RunningDashboard.StartDemoAsync();
        using var client = demo.Client();

        using var unknown = await TakeAsync(client, role);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.DoesNotContain("Set-Cookie", unknown.Headers.Select(header => header.Key));
    }

    [Fact]
    public async Task Another_sites_page_makes_nobody_of_anybody()
    {
        await using var demo = await RunningDashboard.StartDemoAsync();
        using var client = demo.Client();

        using var bare = await client.PostAsync(new Uri("/demo/identity", UriKind.Relative), Role("Viewer"));

        Assert.Equal(HttpStatusCode.Forbidden, bare.StatusCode);
        Assert.DoesNotContain("Set-Cookie", bare.Headers.Select(header => header.Key));
    }

    [Fact]
    public async Task Outside_the_demo_there_is_none_and_a_cookie_from_one_is_worth_nothing()
    {
        var data = Directory.CreateTempSubdirectory("streamops-demo-identity-");
        var cookies = new CookieContainer();
        await using (var demo = await RunningDashboard.StartDemoAsync($"--StreamOps:DataDirectory={data.FullName}"))
        {
            using var client = ClientOf(demo, cookies);
            using var taken = await TakeAsync(client, "Viewer");
            Assert.Contains("Demo viewer", await client.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
        }

        await using (var real = await RunningDashboard.StartAsync($"--StreamOps:DataDirectory={data.FullName}"))
        {
            using var client = ClientOf(real, cookies);
            using var refused = await TakeAsync(client, "Viewer");
            var page = await client.GetStringAsync(new Uri("/", UriKind.Relative));

            Assert.False(refused.IsSuccessStatusCode);
            Assert.Contains("Looking only", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Demo viewer", page, StringComparison.Ordinal);
            Assert.DoesNotContain("data-demo-identity", page, StringComparison.Ordinal);
        }

        data.Delete(recursive: true);
    }

    private static HttpClient ClientOf(RunningDashboard dashboard, CookieContainer cookies) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = dashboard.Address };

    private static Task<HttpResponseMessage> TakeAsync(HttpClient client, string role) => PostAsync(client, "/demo/identity", Role(role));

    private static FormUrlEncodedContent Role(string role) => new([new("role", role)]);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add(SameOrigin.Header, "1");
        return await client.SendAsync(request);
    }
}
