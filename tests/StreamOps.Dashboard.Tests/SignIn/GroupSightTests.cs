using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Takeover;
using StreamOps.Operations.Tokens;
using StreamOps.Testing;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>What somebody may not see is in no answer, count, message or export: every way to hear of a stream group, with a mark in the one that is hidden.</summary>
public sealed class GroupSightTests(GroupSightStage sight) : IClassFixture<GroupSightStage>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Actor Mara = new("id-mara", "mara", ActorRole.Operator, MayTakeOver: true)
    {
        Sees = GroupSight.Of(A.StreamGroup().Arn),
    };

    private readonly SignedInDashboard _stage = sight.Stage;

    /// <summary>Every address that is read, by its route; those whose text depends on no session are with them.</summary>
    public static TheoryData<string, string> Pages =>
        new()
        {
            { "/", "/" },
            { "/", "/?mine=1" },
            { "/sessions", "/sessions" },
            { "/sessions", "/sessions?ended=1" },
            { "/sessions", "/sessions?q=player" },
            { "/stream-groups", "/stream-groups" },
            { "/audit", "/audit" },
            { "/audit", "/audit?act=rescue%20link" },
            { "/audit/export.{form}", "/audit/export.csv" },
            { "/audit/export.{form}", "/audit/export.json" },
            { "/tokens", "/tokens" },
            { "/about", "/about" },
            { "/demo", "/demo" },
            { "/live/clock", "/live/clock" },
            { "/not-found", "/not-found" },
            { "/problem", "/problem" },
            { "/health/live", "/health/live" },
            { "/health/ready", "/health/ready" },
        };

    [Fact]
    public void Every_route_that_is_read_is_looked_at()
    {
        var routes = _stage
            .Dashboard.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { } methods || methods.Contains("GET"))
            .Select(route => $"/{route.RoutePattern.RawText?.TrimStart('/')}")
            .Where(route => !route.Contains('.', StringComparison.Ordinal) || route.StartsWith("/audit", StringComparison.Ordinal))
            // The framework's and the hubs' own, the ways in and out, and an answer by its attempt: those have tests of their own.
            .Where(route =>
                !route.StartsWith("/_", StringComparison.Ordinal)
                && !route.StartsWith("/hubs/", StringComparison.Ordinal)
                && !route.StartsWith("/sign", StringComparison.Ordinal)
                && route is not ("/{**path:file}" or "/no-role" or "/rescue/answers/{attemptId:guid}")
            )
            .Distinct(StringComparer.Ordinal);

        Assert.Empty(routes.Except(Pages.Select(row => row.Data.Item1), StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_answer_to_who_does_not_see_the_group_bears_its_mark(string route, string address)
    {
        var mara = await sight.BrowserAsync("mara");

        var (_, page) = await mara.OpenAsync(address);

        AssertUnmarked(page, $"{route}: {address}");
    }

    [Theory]
    [InlineData("/", "marked-player")]
    [InlineData("/sessions?session=markedsession", "marked-player")]
    [InlineData("/stream-groups", "Marked Group")]
    [InlineData("/audit/export.csv", "Marked reason")]
    [InlineData("/audit/export.json", "marked-token")]
    public async Task Who_sees_all_reads_it(string address, string mark)
    {
        var lea = await sight.BrowserAsync("lea");

        var (_, page) = await lea.OpenAsync(address);

        Assert.Contains(mark, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?session=")]
    [InlineData("/?rescue=")]
    [InlineData("/sessions?session=")]
    [InlineData("/sessions?rescue=")]
    [InlineData("/audit?session=")]
    [InlineData("/sessions?q=")]
    [InlineData("/sessions?group=")]
    public async Task A_session_out_of_sight_answers_as_one_that_does_not_exist(string address)
    {
        var mara = await sight.BrowserAsync("mara");
        foreach (var (hidden, nobody) in new[] { (GroupSightStage.HiddenId, "nobodysession"), (GroupSightStage.Hidden, "sg-Nobo9") })
        {
            var (status, page) = await mara.OpenAsync(address + hidden);
            var (other, like) = await mara.OpenAsync(address + nobody);

            Assert.Equal(other, status);
            Assert.Equal(TextOf(like).Replace(nobody, hidden, StringComparison.Ordinal), TextOf(page));
        }
    }

    [Theory]
    [InlineData("/audit?session=")]
    [InlineData("/sessions?session=")]
    public async Task What_is_kept_of_a_session_that_is_gone_is_for_who_sees_its_group(string address)
    {
        var (mara, lea) = (await sight.BrowserAsync("mara"), await sight.BrowserAsync("lea"));
        var (hidden, nobodys) = (A.Arn("long-gone", GroupSightStage.Hidden).Value, A.Arn("long-gone", "sg-Nobo9").Value);

        var (_, page) = await mara.OpenAsync(address + Uri.EscapeDataString(hidden));
        var (_, like) = await mara.OpenAsync(address + Uri.EscapeDataString(nobodys));
        var (_, whole) = await lea.OpenAsync(address + Uri.EscapeDataString(hidden));

        Assert.Contains("Not in view", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What was seen", page, StringComparison.Ordinal);
        Assert.Equal(TextOf(like).Replace("sg-Nobo9", GroupSightStage.Hidden, StringComparison.Ordinal), TextOf(page));
        Assert.Contains("What was seen", whole, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rescue/links", "mara")]
    [InlineData("/rescue/takeovers", "tom")]
    public async Task What_is_posted_for_it_is_answered_as_for_one_that_does_not_exist(string address, string person)
    {
        var browser = await sight.BrowserAsync(person);
        List<(HttpStatusCode, string)> answers = [];
        foreach (var id in new[] { GroupSightStage.HiddenId, "nobodysession" })
        {
            using var response = await browser.PostAsync(
                address,
                JsonContent.Create(
                    new
                    {
                        session = id,
                        reason = "why",
                        offer = "o",
                    }
                )
            );
            answers.Add((response.StatusCode, await response.Content.ReadAsStringAsync()));
        }

        Assert.Equal(answers[1], answers[0]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answers[0].Item1);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sessions")]
    [InlineData("/stream-groups")]
    [InlineData("/audit")]
    [InlineData("/?session=markedsession")]
    [InlineData("/?rescue=markedsession")]
    public async Task No_circuit_is_ever_sent_the_mark(string address)
    {
        var mara = await sight.BrowserAsync("mara");
        await using var page = await HeadlessCircuit.OpenAsync(new Uri(_stage.Dashboard.Address, address), mara.Cookies);
        var newcomer = $"newcomer{Math.Abs(address.GetHashCode(StringComparison.Ordinal))}";

        sight.Publish(also: newcomer);
        await page.PressEverythingAsync();

        Assert.Empty(page.Errors);
        // Its own address it knows.
        AssertUnmarked(page.Told.Replace(GroupSightStage.HiddenId, "", StringComparison.Ordinal), address);
        Assert.NotEmpty(page.Told);
    }

    [Fact]
    public async Task The_circuit_of_who_sees_all_is_sent_it()
    {
        var lea = await sight.BrowserAsync("lea");
        await using var page = await HeadlessCircuit.OpenAsync(_stage.Dashboard.Address, lea.Cookies);

        Assert.Contains("marked-player", page.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hub_tells_a_person_and_a_token_of_their_groups_alone()
    {
        var mara = await sight.BrowserAsync("mara");
        var desk = _stage.Dashboard.Services.GetRequiredService<TokenDesk>();
        var token = Assert.IsType<TokenMaking.Made>(
            await desk.MakeAsync("wallboard", ActorRole.Viewer, 3, GroupSightStage.Lea, A.StreamGroup().Arn)
        );
        var (byCookie, byToken, byLea) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var lea = await sight.BrowserAsync("lea");
        await using var one = await HubAsync(byCookie, mara, null);
        await using var other = await HubAsync(byToken, null, token.Secret.Text);
        await using var all = await HubAsync(byLea, lea, null);

        sight.Publish(also: "newcomer", tags: ["changed=yes"]);
        await Eventually.BeTrueAsync(
            "all three are told of the newcomer",
            Patience,
            () => new[] { byCookie, byToken, byLea }.All(told => told.Any(text => text.Contains("newcomer")))
        );

        AssertUnmarked(string.Concat(byCookie), "cookie");
        AssertUnmarked(string.Concat(byToken), "token");
        Assert.Contains(byLea, text => text.Contains("marked-player", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_sees_other_groups_from_now_on_has_them_in_the_open_page_and_loses_the_hub_within_five_seconds()
    {
        var provider = _stage.Provider;
        // Short all along: a page that takes its time may be asked about before it is there. One of a second may end with the second in which it began.
        (provider.TokenLife, provider.Roles["eve"]) = (TimeSpan.FromSeconds(2), ["support"]);
        using var eve = await _stage.BrowserOfAsync("eve");
        sight.Publish();
        await using var hub = await HubAsync(new ConcurrentQueue<string>(), eve, null);
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await using var page = await HeadlessCircuit.OpenAsync(_stage.Dashboard.Address, eve.Cookies);
        AssertUnmarked(page.Told, "the page of before");

        provider.Roles["eve"] = ["support", "support-lead"];
        var since = TimeProvider.System.GetTimestamp();
        await closed.Task.WaitAsync(Patience);
        var took = TimeProvider.System.GetElapsedTime(since);
        await Eventually.BeTrueAsync(
            "the page has the other group",
            Patience,
            () => page.Told.Contains("marked-player", StringComparison.Ordinal)
        );
        var told = page.Told.Length;
        provider.Roles["eve"] = ["support"];
        await Eventually.BeTrueAsync(
            "the page sees one group again",
            Patience,
            () => page.Told[told..].Contains("You see one stream group", StringComparison.Ordinal)
        );
        told = page.Told.Length;
        sight.Publish(also: "latecomer");
        await Eventually.BeTrueAsync(
            "the page is told of the latecomer",
            Patience,
            () => page.Told[told..].Contains("latecomer", StringComparison.Ordinal)
        );

        provider.TokenLife = TimeSpan.FromHours(1);
        Assert.True(took < TimeSpan.FromSeconds(6), $"It took {took}.");
        AssertUnmarked(page.Told[told..], "the page after that");
        Assert.False(page.Closed.IsCompleted);
    }

    [Fact]
    public async Task By_a_tag_the_group_is_seen_as_soon_as_it_has_it()
    {
        var tom = await sight.BrowserAsync("tom");
        sight.Publish();
        var (_, before) = await tom.OpenAsync("/");

        sight.Publish(tags: ["team=west"]);
        var (_, with) = await tom.OpenAsync("/?session=markedsession");
        sight.Publish();
        var (_, without) = await tom.OpenAsync("/?session=markedsession");

        AssertUnmarked(before, "before");
        Assert.Contains("marked-player", with, StringComparison.Ordinal);
        Assert.DoesNotContain("marked-player", without, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_desk_refuses_it_and_asks_the_service_nothing()
    {
        var services = _stage.Dashboard.Services;
        var (session, offer) = (sight.Session, new Offer("v=0"));
        var link = services.GetRequiredService<LinkBoard>().Current[session];
        var claim = services.GetRequiredService<ClaimBoard>().Current[session];
        var before = Acts();

        List<object> refused =
        [
            await services.GetRequiredService<RescueDesk>().SendAsync(session, offer, Mara, default),
            await services.GetRequiredService<ClaimedOffers>().SendAsync(session, offer, Mara, default),
            await services.GetRequiredService<ClaimedOffers>().AllowAsync(session, Mara, default),
            await services.GetRequiredService<ClaimedOffers>().DeclineAsync(session, Mara),
            await services.GetRequiredService<TakeoverDesk>().BeginAsync(session, offer, Mara, "why", default),
            await services.GetRequiredService<StandByDesk>().AskOpenPageAsync(session, Mara, default),
            await services.GetRequiredService<StreamSessionCommands>().TerminateAsync(session, Mara, "why", default),
            await services.GetRequiredService<StreamSessionCommands>().ExportFilesAsync(session, "s3://bucket/a/", Mara, default),
            await services.GetRequiredService<RescueLinkDesk>().RevokeAsync(link.Id, Mara),
            await services.GetRequiredService<RescueLinkDesk>().AllowAsync(link, Mara),
            await services.GetRequiredService<LinkOffers>().ConfirmAsync(link.Id, Mara, default),
        ];
        var making = await services.GetRequiredService<RescueLinkDesk>().MakeAsync(session, Mara, link.Id, default);
        var claiming = await services.GetRequiredService<ClaimDesk>().ClaimAsync(session, Mara);
        var taking = await services.GetRequiredService<ClaimDesk>().TakeAsync(claim, Mara);
        var looking = await services.GetRequiredService<StreamSessionCommands>().NoteSensitiveLookAsync(session, Mara, "why");
        var reading = await services.GetRequiredService<StreamSessionCommands>().ReadAsync(session, Mara, default);
        var examined = await services.GetRequiredService<OfferDesk>().ExamineAsync(session, "v=0", Mara, default);
        var audit = await services.GetRequiredService<AuditDesk>().ForSessionAsync(session, Mara, default);
        var lines = await services.GetRequiredService<AuditDesk>().ReadAsync(new AuditQuery(), AuditPlace.Newest, Mara, default);
        var people = await services.GetRequiredService<AuditDesk>().PeopleAsync(Mara, default);

        Assert.All(refused, result => Assert.IsType<CommandResult.Refused>(result));
        Assert.IsType<LinkMaking.NotMade>(making);
        Assert.IsType<ClaimResult.Refused>(claiming);
        Assert.IsType<ClaimResult.Refused>(taking);
        Assert.False(looking.IsAllowed);
        Assert.Null(reading.Details);
        Assert.Equal(ActorPermissions.NotInView, reading.Problem);
        Assert.Equal(ActorPermissions.NotInView, Assert.Single(examined.Findings).Words);
        Assert.Empty(audit);
        Assert.DoesNotContain(lines.Lines, line => line.Session?.Contains(GroupSightStage.Hidden, StringComparison.Ordinal) == true);
        Assert.DoesNotContain("lea", people);
        Assert.Equal(before, Acts());
        Assert.Null(services.GetRequiredService<LinkBoard>().Current[session].RevokedAt);
        Assert.Equal("lea", services.GetRequiredService<ClaimBoard>().Current[session].Operator);
    }

    [Theory]
    [InlineData("the fleet")]
    [InlineData("the drawer's read")]
    [InlineData("the session's audit")]
    public async Task Who_is_nobody_yet_sees_nothing_where_one_signs_in(string way)
    {
        var services = _stage.Dashboard.Services;
        var seen = A.Arn("s1");

        var isShown = way switch
        {
            "the fleet" => services.GetRequiredService<FleetAccess>().IsInSight(null, seen),
            "the drawer's read" => (await services.GetRequiredService<StreamSessionCommands>().ReadAsync(seen, null, default)).Details
                is not null,
            _ => (await services.GetRequiredService<AuditDesk>().ForSessionAsync(sight.Session, null, default)).Count > 0,
        };

        Assert.False(isShown, way);
    }

    private int Acts() => _stage.Dashboard.Service.Calls.Count(call => call.Session == sight.Session);

    private static void AssertUnmarked(string text, string where)
    {
        foreach (var mark in GroupSightStage.Marks)
        {
            Assert.False(text.Contains(mark, StringComparison.OrdinalIgnoreCase), $"{mark} stands in {where}.");
        }
    }

    // What differs from answer to answer is no text: proofs, the circuit's own state, the time.
    private static string TextOf(string page) =>
        System.Text.RegularExpressions.Regex.Replace(
            page,
            "<!--Blazor.*?-->|value=\"[^\"]{60,}\"|href=\"[^\"]*proof=[^\"]*\"|nonce-[^']*|\\b[0-9]{10,}[0-9.]*|id=\"[^\"]*\"|aria-[a-z]+=\"[^\"]*\"",
            "",
            System.Text.RegularExpressions.RegexOptions.Singleline,
            TimeSpan.FromSeconds(5)
        );

    private async Task<HubConnection> HubAsync(ConcurrentQueue<string> told, Browser? browser, string? token)
    {
        var snapshot = new TaskCompletionSource();
        var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(_stage.Dashboard.Address, "/hubs/live"),
                options =>
                {
                    options.Cookies = browser?.Cookies ?? options.Cookies;
                    options.AccessTokenProvider = () => Task.FromResult(token);
                }
            )
            .Build();
        hub.On<JsonElement>("Changed", message => told.Enqueue(message.GetRawText()));
        hub.On<JsonElement>(
            "Snapshot",
            message =>
            {
                told.Enqueue(message.GetRawText());
                snapshot.TrySetResult();
            }
        );
        await hub.StartAsync();
        await snapshot.Task.WaitAsync(Patience);
        return hub;
    }
}
