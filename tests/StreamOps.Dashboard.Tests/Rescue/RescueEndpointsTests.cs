using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Rescue;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Acts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class RescueEndpointsTests : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;
    private HttpClient _client = null!;

    private OfferDrafts Drafts => _dashboard.Services.GetRequiredService<OfferDrafts>();

    public async ValueTask InitializeAsync()
    {
        _dashboard = await RunningDashboard.StartAsync();
        _dashboard.Service.Sessions[A.Arn()] = A.StreamSession().Details();
        _client = await _dashboard.ClientNamedAsync("Mara");
        _client.DefaultRequestHeaders.Add(SameOrigin.Header, "1");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_posted_text_is_examined_and_the_panel_is_told()
    {
        var draft = Drafts.Open(A.Arn(), Actor.Unproven("Mara"));
        var told = 0;
        draft.Changed += (_, _) => told++;

        using var response = await PostAsync(draft.Key, "not an offer");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(draft.Verdict?.IsStopped);
        Assert.Equal(1, told);
        Assert.DoesNotContain("not an offer", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_over_the_limit_is_refused_with_words()
    {
        var draft = Drafts.Open(A.Arn(), Actor.Unproven("Mara"));

        using var response = await PostAsync(draft.Key, new string('x', OfferDesk.MaxBytes + 1));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("Too long for a signal request.", draft.Verdict?.Findings[0].Words);
        Assert.Null(draft.Offer);
    }

    [Fact]
    public async Task An_older_text_that_comes_late_does_not_replace_the_newer_one()
    {
        var draft = Drafts.Open(A.Arn(), Actor.Unproven("Mara"));
        using var newer = await PostAsync(draft.Key, "", serial: 2);

        using var older = await PostAsync(draft.Key, "not an offer", serial: 1);

        Assert.Null(draft.Verdict);
    }

    [Fact]
    public async Task Somebody_elses_draft_does_not_exist()
    {
        var draft = Drafts.Open(A.Arn(), Actor.Unproven("Jonas"));

        using var response = await PostAsync(draft.Key, "x");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_name_or_the_pages_header_nothing_is_taken()
    {
        var draft = Drafts.Open(A.Arn(), Actor.Unproven("Mara"));
        using var nobody = _dashboard.Client();
        using var anonymous = await nobody.PostAsync(new Uri($"/rescue/offers/{draft.Key}?serial=1", UriKind.Relative), content: null);
        _client.DefaultRequestHeaders.Remove(SameOrigin.Header);

        using var bare = await PostAsync(draft.Key, "x");

        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, bare.StatusCode);
    }

    [Fact]
    public async Task A_text_that_stood_untouched_for_long_is_forgotten_and_its_page_may_bring_it_again()
    {
        var time = new FakeTimeProvider();
        var drafts = new OfferDrafts(_dashboard.Services.GetRequiredService<OfferDesk>(), time);
        var draft = drafts.Open(A.Arn(), Actor.Unproven("Mara"));
        await drafts.ExamineAsync(draft, Actor.Unproven("Mara"), serial: 1, "not an offer", default);
        time.Advance(OfferDrafts.Life + TimeSpan.FromSeconds(1));
        var told = 0;
        draft.Changed += (_, _) => told++;

        drafts.Open(A.Arn(), Actor.Unproven("Mara"));

        Assert.Equal((null, null, 1), (draft.Offer, draft.Verdict, told));
        Assert.Same(draft, drafts.Find(draft.Key, Actor.Unproven("Mara")));
        await drafts.ExamineAsync(draft, Actor.Unproven("Mara"), serial: 2, "not an offer", default);
        Assert.NotNull(draft.Verdict);
        drafts.Close(draft);
        Assert.Null(drafts.Find(draft.Key, Actor.Unproven("Mara")));
    }

    [Fact]
    public async Task An_answer_for_somebody_else_is_refused_with_a_sentence_and_not_given()
    {
        var session = A.Arn("another");
        _dashboard.Service.Groups[A.Group] = A.StreamGroup();
        _dashboard.Service.Sessions[session] = A.StreamSession("another").In(StreamSessionStatus.PendingClientReconnection).Details();
        var desk = _dashboard.Services.GetRequiredService<RescueDesk>();
        var sent = await desk.SendAsync(session, new Offer(OfferText.Healthy().ToString()), Actor.Unproven("Jonas"), default);
        var attempt = Assert.IsType<CommandResult.Accepted>(sent).Attempt;

        using var response = await _client.GetAsync(new Uri($"/rescue/answers/{attempt!.Id}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("The answer is for the one who brought the offer.", await response.Content.ReadAsStringAsync());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task An_answer_that_is_not_there_is_not_found_and_never_cached()
    {
        using var response = await _client.GetAsync(new Uri($"/rescue/answers/{Guid.NewGuid()}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    private async Task<HttpResponseMessage> PostAsync(string key, string text, int serial = 1)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/plain");
        return await _client.PostAsync(new Uri($"/rescue/offers/{key}?serial={serial}", UriKind.Relative), content);
    }
}
