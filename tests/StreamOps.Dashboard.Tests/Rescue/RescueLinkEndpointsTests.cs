using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Audit;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class RescueLinkEndpointsTests() : RescueEndpointsTest("--StreamOps:Player:PublicUrl=https://rescue.example.com")
{
    [Fact]
    public async Task A_link_comes_with_address_code_and_picture_for_this_page_alone()
    {
        var (status, made) = await MakeAsync(Client);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Matches("^https://rescue\\.example\\.com/rescue#[A-Za-z0-9_-]{43}$", made.GetProperty("address").GetString());
        Assert.Matches("^[2-9A-Z]{3}-[2-9A-Z]{3}$", made.GetProperty("code").GetString());
        Assert.True(made.GetProperty("picture").GetProperty("size").GetInt32() > 20);
        var board = Dashboard.Services.GetRequiredService<LinkBoard>().Current[A.Arn()];
        Assert.Equal((made.GetProperty("link").GetGuid(), "Mara"), (board.Id, board.Operator));
    }

    [Fact]
    public async Task Neither_secret_nor_code_gets_into_the_page_or_the_audit()
    {
        var (_, made) = await MakeAsync(Client);
        var secret = made.GetProperty("address").GetString()!.Split('#')[1];
        var code = made.GetProperty("code").GetString()!;

        var page = await Client.GetStringAsync(new Uri("/?rescue=s1", UriKind.Relative));
        var audit = await Dashboard.Services.GetRequiredService<AuditLog>().ForSessionAsync(A.Arn(), CancellationToken.None);

        Assert.Contains("data-send-link=\"s1\"", page, StringComparison.Ordinal);
        Assert.NotEmpty(audit);
        var all = page + string.Join('\n', audit);
        Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        Assert.DoesNotContain(code, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_operators_at_once_one_makes_the_link_and_the_other_is_told_that_it_stands()
    {
        using var other = await NamedAsync("Jonas");

        var answers = await Task.WhenAll(MakeAsync(Client), MakeAsync(other));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var winner = Assert.Single(answers, answer => answer.Body.TryGetProperty("address", out _)).Body;
        var loser = Assert.Single(answers, answer => answer.Body.TryGetProperty("isMine", out _)).Body;
        Assert.Equal(winner.GetProperty("link").GetGuid(), loser.GetProperty("link").GetGuid());
        Assert.False(loser.GetProperty("isMine").GetBoolean());
    }

    [Fact]
    public async Task The_standing_link_is_replaced_only_by_its_name()
    {
        var (_, first) = await MakeAsync(Client);
        var (again, standing) = await MakeAsync(Client);
        var (status, second) = await MakeAsync(Client, first.GetProperty("link").GetGuid());

        Assert.Equal((HttpStatusCode.OK, true), (again, standing.GetProperty("isMine").GetBoolean()));
        Assert.False(standing.GetProperty("isOpened").GetBoolean());
        Assert.False(standing.TryGetProperty("address", out _));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(first.GetProperty("address").GetString(), second.GetProperty("address").GetString());
    }

    [Fact]
    public async Task A_session_that_takes_no_connection_is_refused_with_a_sentence()
    {
        Dashboard.Service.Sessions[A.Arn()] = A.StreamSession().In(StreamSessionStatus.Terminated).Details();

        var (status, body) = await MakeAsync(Client);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.EndsWith(".", body.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_or_from_a_foreign_page_no_link_is_made()
    {
        using var nobody = Dashboard.Client();
        nobody.DefaultRequestHeaders.Add(SameOrigin.Header, "1");
        using var anonymous = await PostAsync(nobody, "/rescue/links", new { session = "s1" });
        Client.DefaultRequestHeaders.Remove(SameOrigin.Header);
        using var bare = await PostAsync(Client, "/rescue/links", new { session = "s1" });

        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, bare.StatusCode);
        Assert.Empty(Dashboard.Services.GetRequiredService<LinkBoard>().Current);
    }

    [Fact]
    public async Task A_takeover_is_forbidden_and_not_in_sight_unless_the_setting_allows_it()
    {
        using var response = await PostAsync(
            Client,
            "/rescue/takeovers",
            new
            {
                session = "s1",
                reason = "Evidence",
                offer = OfferText.Healthy().ToString(),
            }
        );

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.DoesNotContain(Dashboard.Service.Calls, call => call.Operation == "CreateStreamSessionConnection");
        Assert.DoesNotContain("take-over", await Client.GetStringAsync(new Uri("/?rescue=s1", UriKind.Relative)), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> MakeAsync(HttpClient client, Guid? replaces = null)
    {
        using var response = await PostAsync(client, "/rescue/links", new { session = "s1", replaces });
        Assert.True(response.Headers.CacheControl?.NoStore);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
