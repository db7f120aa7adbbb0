using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>Who came, who left and who was turned away stands in the record, with the provider's word for them and the address they came from.</summary>
public sealed class SignInAuditTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private readonly SignedInDashboard _stage = stage.Anew();

    [Fact]
    public async Task Signing_in_and_out_is_told()
    {
        var before = (await EntriesAsync()).Count;
        using var browser = await _stage.BrowserOfAsync("lea");
        var (_, queue) = await browser.OpenAsync("/");
        await browser.OpenAsync(SignInTests.SignOutAddress(queue));

        var entries = (await EntriesAsync())[before..];

        Assert.Equal(
            [("sign in", "done", "lea", "id-lea", "lead", null), ("sign out", "done", "lea", "id-lea", "lead", null)],
            entries.Select(entry => (entry.Act, entry.Outcome, entry.Person, entry.Subject, entry.Role, entry.Session))
        );
        Assert.All(entries, entry => Assert.Equal("127.0.0.1", entry.Address));
    }

    [Fact]
    public async Task Signing_out_elsewhere_is_told()
    {
        using var browser = await _stage.BrowserOfAsync("lea");
        var before = (await EntriesAsync()).Count;
        var token = _stage.Provider.LogoutToken(new Dictionary<string, object?> { ["sub"] = "id-lea" });

        using var answer = await browser.PostAsync("/sign-out/back-channel", new FormUrlEncodedContent([new("logout_token", token)]));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            [("sign out", "done", "lea", "id-lea", "lead")],
            (await EntriesAsync())[before..].Select(entry => (entry.Act, entry.Outcome, entry.Person, entry.Subject, entry.Role))
        );
    }

    [Fact]
    public async Task Sign_ins_that_give_way_to_others_are_told()
    {
        using var browser = await _stage.BrowserOfAsync("lea");
        var lea = _stage.Sessions.All.Single(session => SignedInClaims.PersonOf(session.Ticket.Principal).Subject == "id-lea");
        var before = (await EntriesAsync()).Count;

        for (var more = 0; more < 20; more++)
        {
            await _stage.Sessions.StoreAsync(lea.Ticket);
        }

        // Another one signs in where lea was.
        using var shared = await _stage.BrowserOfAsync("lea");
        _stage.Provider.Person = "mara";
        await shared.OpenAsync("/sign-in");

        List<string?> left = [];
        for (var tries = 0; left.Count < 3 && tries < 50; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
            left = [.. (await EntriesAsync())[before..].Where(entry => entry.Act == "sign out").Select(entry => entry.Subject)];
        }

        // Two that were more than twenty, and the one of the browser.
        Assert.Equal(["id-lea", "id-lea", "id-lea"], left);
    }

    [Fact]
    public async Task Somebody_without_a_role_is_told_and_cannot_fill_the_record()
    {
        var before = (await EntriesAsync()).Count;
        for (var number = 0; number < 25; number++)
        {
            using var browser = await _stage.BrowserOfAsync("noa");
        }

        var entries = (await EntriesAsync())[before..];

        Assert.Equal(20, entries.Count);
        Assert.All(
            entries,
            entry => Assert.Equal(("sign in", "refused", "id-noa", null), (entry.Act, entry.Outcome, entry.Subject, entry.Role))
        );
    }

    [Fact]
    public async Task Somebody_with_a_role_cannot_fill_it_by_signing_in_and_reads_why()
    {
        await using var own = await SignedInDashboard.StartAsync(builder =>
            // A minute that never ends.
            builder.Services.AddSingleton(new SignInPace(new FakeTimeProvider()))
        );
        own.Provider.Person = "vic";
        var last = (Status: HttpStatusCode.OK, Page: "");
        for (var number = 0; number < 60; number++)
        {
            using var browser = own.Browser();
            last = await browser.OpenAsync("/");
        }

        using var colleague = await own.BrowserOfAsync("lea");

        Assert.Equal(HttpStatusCode.TooManyRequests, last.Status);
        Assert.Contains("You signed in 20 times within a minute", last.Page, StringComparison.Ordinal);
        var told = (await EntriesAsync(own)).CountBy(entry => (entry.Act, entry.Outcome, entry.Subject)).ToDictionary();
        // What was done is written, and of what was refused as much as of any refusal.
        Assert.Equal(
            [(("sign in", "done", "id-lea"), 1), (("sign in", "done", "id-vic"), 20), (("sign in", "refused", "id-vic"), 20)],
            told.Select(one => (one.Key, one.Value)).Order()
        );
        Assert.Equal(SignInPace.MostAMinute + 1, own.Sessions.All.Count);
    }

    [Fact]
    public async Task A_forbidden_act_is_told_though_no_desk_heard_of_it()
    {
        using var browser = await _stage.BrowserOfAsync("vic");
        var before = (await EntriesAsync()).Count;

        using var link = await browser.PostAsync("/rescue/links");
        using var takeover = await browser.PostAsync("/rescue/takeovers");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (link.StatusCode, takeover.StatusCode));
        Assert.Equal(
            [("rescue", "refused", "id-vic", "viewer"), ("takeover", "refused", "id-vic", "viewer")],
            (await EntriesAsync())[before..].Select(entry => (entry.Act, entry.Outcome, entry.Subject, entry.Role))
        );
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_writes_nothing()
    {
        var before = (await EntriesAsync()).Count;
        using var browser = _stage.Browser();

        for (var number = 0; number < 10; number++)
        {
            using var link = await browser.PostAsync("/rescue/links");
            Assert.Equal(HttpStatusCode.Unauthorized, link.StatusCode);
        }

        Assert.Equal(before, (await EntriesAsync()).Count);
    }

    private Task<
        List<(string Act, string Outcome, string? Person, string? Subject, string? Role, string? Session, string? Address)>
    > EntriesAsync() => EntriesAsync(_stage);

    private static async Task<
        List<(string Act, string Outcome, string? Person, string? Subject, string? Role, string? Session, string? Address)>
    > EntriesAsync(SignedInDashboard stage)
    {
        using var output = new MemoryStream();
        var export = stage.Dashboard.Services.GetRequiredService<AuditExport>();
        await export.WriteAsync(new AuditQuery(), AuditFormat.Json, output, CancellationToken.None);
        using var json = JsonDocument.Parse(output.ToArray());
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Select(entry =>
                    (
                        Of(entry, "act")!,
                        Of(entry, "outcome")!,
                        Of(entry, "person"),
                        Of(entry, "subject"),
                        Of(entry, "role"),
                        Of(entry, "session"),
                        Of(entry, "address")
                    )
                ),
        ];
    }

    private static string? Of(JsonElement entry, string name) => entry.GetProperty(name).GetString();
}
