using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class TakeoverTests()
    : RescueEndpointsTest("--StreamOps:Rescue:AllowTakeover=true", "--StreamOps:Player:WebSdk=https://sdk.example.com/gameliftstreams.js")
{
    [Fact]
    public async Task From_start_to_end_it_stands_in_the_audit_with_its_reason_and_without_its_texts()
    {
        using var begun = await BeginAsync("Evidence");
        Assert.Equal(HttpStatusCode.OK, begun.StatusCode);
        var attempt = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("attempt").GetGuid();
        var answer = await Client.GetStringAsync(new Uri($"/rescue/answers/{attempt}", UriKind.Relative));
        using var ended = await PostAsync($"/rescue/takeovers/{attempt}/end", new { });

        Assert.Equal(Dashboard.Service.AnswerText, answer);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        var audit = await Dashboard.Services.GetRequiredService<AuditLog>().ForSessionAsync(A.Arn(), CancellationToken.None);
        var entries = audit.Where(entry => entry.Action == AuditActions.Takeover).ToList();
        Assert.All(entries, entry => Assert.Contains("Evidence", entry.Reason, StringComparison.Ordinal));
        Assert.Contains(entries, entry => entry.Step == AuditSteps.Intent);
        Assert.Contains(entries, entry => entry.Step == AuditSteps.Done);
        Assert.All(entries, entry => Assert.Equal(attempt, entry.AttemptId));
        Assert.All(entries, entry => Assert.False(string.IsNullOrEmpty(entry.ClientToken)));
        Assert.Contains(entries, entry => entry is { Step: AuditSteps.Intent, Address: "127.0.0.1" });
        Assert.DoesNotContain("v=0", string.Join('\n', audit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_end_is_told_once_and_by_the_one_who_took_over()
    {
        using var begun = await BeginAsync("Evidence");
        var attempt = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("attempt").GetGuid();
        using var jon = await NamedAsync("Jon");

        using var foreign = await PostAsync(jon, $"/rescue/takeovers/{attempt}/end", new { });
        Assert.Equal(0, await EndsAsync(attempt));
        using var first = await PostAsync($"/rescue/takeovers/{attempt}/end", new { });
        using var second = await PostAsync($"/rescue/takeovers/{attempt}/end", new { });

        Assert.Equal(1, await EndsAsync(attempt));
    }

    [Fact]
    public async Task Its_end_is_told_once_the_store_is_back_where_that_was_away()
    {
        using var begun = await BeginAsync("Evidence");
        var attempt = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("attempt").GetGuid();
        var file = Dashboard.Services.GetRequiredService<DataDirectory>().DatabaseFile;
        File.Move(file, $"{file}.away");
        using var answer = await Client.GetAsync(new Uri($"/rescue/answers/{attempt}", UriKind.Relative));
        using var taken = await PostAsync($"/rescue/answers/{attempt}/taken", new { });
        using var ended = await PostAsync($"/rescue/takeovers/{attempt}/end", new { });
        var until = Dashboard.Services.GetRequiredService<FleetClock>().Now + Dashboard.Fleet.Current.ServiceOffset;
        File.Move($"{file}.away", file);

        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.NoContent],
            [answer.StatusCode, taken.StatusCode, ended.StatusCode]
        );
        Assert.Contains("database file", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Eventually.BeTrueAsync("its end is recorded", TimeSpan.FromSeconds(10), async () => await EndsAsync(attempt) > 0);

        var end = Assert.Single(
            await Dashboard.Services.GetRequiredService<AuditLog>().ForSessionAsync(A.Arn(), CancellationToken.None),
            entry => entry is { Action: AuditActions.Takeover, Step: AuditSteps.Done }
        );
        Assert.True(end.At <= until, "It is told with the time at which it ended.");
        Assert.Equal("127.0.0.1", end.Address);
    }

    private async Task<int> EndsAsync(Guid attempt)
    {
        var audit = await Dashboard.Services.GetRequiredService<AuditLog>().ForSessionAsync(A.Arn(), CancellationToken.None);
        return audit.Count(entry => entry.AttemptId == attempt && entry.Reason.Contains("let go", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_leaves_before_the_reply_holds_no_attempt()
    {
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Dashboard.Service.OnCall = (call, _) =>
        {
            if (call.Operation != "CreateStreamSessionConnection")
            {
                return Task.CompletedTask;
            }

            isAsked.TrySetResult();
            return answers.Task;
        };
        using var leaving = new CancellationTokenSource();
        var begun = BeginAsync("Evidence", leaving.Token);
        await isAsked.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => begun);
        await Dashboard.Services.GetRequiredService<Leavers>().First.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        answers.SetResult();

        var board = Dashboard.Services.GetRequiredService<RescueBoard>();
        await Eventually.BeTrueAsync("the takeover ends", TimeSpan.FromSeconds(30), () => !board.Current[A.Arn()].IsOpen);

        Assert.Equal(RescueState.Abandoned, board.Current[A.Arn()].State);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_sent()
    {
        using var response = await BeginAsync(" ");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("Say why", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Dashboard.Service.Calls, call => call.Operation == "CreateStreamSessionConnection");
    }

    [Fact]
    public async Task The_panel_offers_it_folded_with_its_warning()
    {
        var page = await Client.GetStringAsync(new Uri("/?rescue=s1", UriKind.Relative));

        Assert.Contains("<take-over", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<details class=\"takeover\" open", page, StringComparison.Ordinal);
        Assert.Contains("The player cannot come back while you are connected.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_pages_may_load_the_Web_SDK_and_what_that_loads()
    {
        using var page = await Client.GetAsync(new Uri("/?rescue=s1", UriKind.Relative));

        Assert.Contains(
            "script-src 'self' https://sdk.example.com/gameliftstreams.js https://*.cloudfront.net",
            Assert.Single(page.Headers.GetValues("Content-Security-Policy"))
        );
        Assert.Contains(
            "web-sdk=\"https://sdk.example.com/gameliftstreams.js\"",
            await page.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Whoever_may_not_take_over_gets_no_script_that_is_not_ours()
    {
        using var nobody = Dashboard.Client();
        using var page = await nobody.GetAsync(new Uri("/?rescue=s1", UriKind.Relative));

        Assert.Matches("script-src 'self' 'sha256-[^' ]+';", Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
    }

    private Task<HttpResponseMessage> BeginAsync(string reason, CancellationToken cancellationToken = default) =>
        Client.PostAsJsonAsync(
            new Uri("/rescue/takeovers", UriKind.Relative),
            new
            {
                session = "s1",
                reason,
                offer = OfferText.Healthy().ToString(),
            },
            cancellationToken
        );

    private Task<HttpResponseMessage> PostAsync(string address, object body) => PostAsync(Client, address, body);
}
