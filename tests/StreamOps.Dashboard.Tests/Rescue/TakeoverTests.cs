using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Live;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class TakeoverTests : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await RunningDashboard.StartAsync("--StreamOps:Rescue:AllowTakeover=true");
        _client = await _dashboard.ClientNamedAsync("Mara");
        _client.DefaultRequestHeaders.Add(SameOrigin.Header, "1");
        var now = _dashboard.Services.GetRequiredService<FleetClock>().Now;
        var waiting = APicture.Waiting("s1", 90);
        var lost = waiting with { Session = waiting.Session with { CreatedAt = now.AddMinutes(-5), LastUpdatedAt = now } };
        _dashboard.Service.Sessions[A.Arn()] = lost.Session.Details(connectionTimeoutSeconds: 600);
        _dashboard.Fleet.Publish(
            APicture.Fleet(
                lost with
                {
                    Window = lost.Window! with
                    {
                        EnteredEarliest = now,
                        EnteredExpected = now,
                        EnteredLatest = now,
                        ConnectionTimeout = TimeSpan.FromMinutes(10),
                    },
                }
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task From_start_to_end_it_stands_in_the_audit_with_its_reason_and_without_its_texts()
    {
        using var begun = await PostAsync(
            "/rescue/takeovers",
            new
            {
                session = "s1",
                reason = "Evidence",
                offer = OfferText.Healthy().ToString(),
            }
        );
        Assert.Equal(HttpStatusCode.OK, begun.StatusCode);
        var attempt = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("attempt").GetGuid();
        var answer = await _client.GetStringAsync(new Uri($"/rescue/answers/{attempt}", UriKind.Relative));
        using var ended = await PostAsync($"/rescue/takeovers/{attempt}/end", new { });

        Assert.Equal(_dashboard.Service.AnswerText, answer);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        var audit = await _dashboard.Services.GetRequiredService<AuditLog>().ForSessionAsync(A.Arn(), CancellationToken.None);
        var entries = audit.Where(entry => entry.Action == AuditActions.Takeover).ToList();
        Assert.All(entries, entry => Assert.Contains("Evidence", entry.Reason, StringComparison.Ordinal));
        Assert.Contains(entries, entry => entry.Outcome == AuditOutcomes.Intent);
        Assert.Contains(entries, entry => entry.Outcome == AuditOutcomes.Done);
        Assert.DoesNotContain("v=0", string.Join('\n', audit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_end_is_told_once_and_by_the_one_who_took_over()
    {
        using var begun = await PostAsync(
            "/rescue/takeovers",
            new
            {
                session = "s1",
                reason = "Evidence",
                offer = OfferText.Healthy().ToString(),
            }
        );
        var attempt = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("attempt").GetGuid();
        using var jon = await _dashboard.ClientNamedAsync("Jon");
        jon.DefaultRequestHeaders.Add(SameOrigin.Header, "1");

        using var foreign = await jon.PostAsJsonAsync(new Uri($"/rescue/takeovers/{attempt}/end", UriKind.Relative), new { });
        Assert.Equal(0, await EndsAsync(attempt));
        using var first = await PostAsync($"/rescue/takeovers/{attempt}/end", new { });
        using var second = await PostAsync($"/rescue/takeovers/{attempt}/end", new { });

        Assert.Equal(1, await EndsAsync(attempt));
    }

    private async Task<int> EndsAsync(Guid attempt)
    {
        var audit = await _dashboard.Services.GetRequiredService<AuditLog>().ForSessionAsync(A.Arn(), CancellationToken.None);
        return audit.Count(entry => entry.AttemptId == attempt && entry.Reason.Contains("let go", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_sent()
    {
        using var response = await PostAsync(
            "/rescue/takeovers",
            new
            {
                session = "s1",
                reason = " ",
                offer = OfferText.Healthy().ToString(),
            }
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("Say why", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(_dashboard.Service.Calls, call => call.Operation == "CreateStreamSessionConnection");
    }

    [Fact]
    public async Task The_panel_offers_it_folded_with_its_warning()
    {
        var page = await _client.GetStringAsync(new Uri("/?rescue=s1", UriKind.Relative));

        Assert.Contains("<take-over", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<details class=\"takeover\" open", page, StringComparison.Ordinal);
        Assert.Contains("The player cannot come back while you are connected.", page, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PostAsync(string address, object body) =>
        _client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body);
}
