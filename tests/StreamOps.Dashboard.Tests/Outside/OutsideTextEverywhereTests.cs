using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StreamOps.Dashboard.Audit;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Demo;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Meter;
using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Queue;
using StreamOps.Dashboard.Rescue;
using StreamOps.Dashboard.Shell;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.StreamGroups;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Dashboard.Tokens;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Meter;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tokens;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Dashboard.Tests.Outside;

/// <summary>Every view with hostile text in every place that takes some: nothing hidden reaches the page, and nothing turns our sentences round.</summary>
public sealed partial class OutsideTextEverywhereTests : OperatedTest
{
    private const string Mark = "zq";

    /// <summary>Components without a word from outside, and those that only a whole host serves.</summary>
    private static readonly HashSet<string> Ours =
    [
        "App",
        "Routes",
        "DemoPage",
        "StageView",
        "StageFrames",
        "StageTour",
        "ScenarioForm",
        "AboutPage",
        "NotFoundPage",
        "ProblemPage",
        "ReconnectBanner",
        "ErrorPanel",
        "LoadingRows",
        "LookMenu",
        "SignOutLink",
        "DemoIdentitySwitch",
        "ProductSign",
        "SignedInOnly",
        "MeterPanel",
        "MeterCalls",
        "MeterShare",
    ];

    /// <summary>Attributes for scripts and clipboards: they hold what is so, and nobody reads them.</summary>
    private static readonly HashSet<string> Machine = ["href", "session", "link", "value", "for", "id"];

    private readonly Recorder _recorder;
    private IRenderedComponent<MudDialogProvider> _dialogs = null!;

    public OutsideTextEverywhereTests()
    {
        _recorder = new Recorder(Services);
        Services.AddSingleton<IComponentActivator>(_recorder);
        Services.AddSingleton(_ => new Dashboard.Player.WebSdk(new Dashboard.Player.PlayerOptions()));
        Services.AddSingleton(new ServiceInView(ServiceMark.Demo("quiet", 42)));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private static CurrentOperator Hostile => new(Evil("operator"), IsVerified: false);

    protected override IReadOnlyList<AuditEntry> Audited(StreamSessionArn session) => [Entry(AuditActions.Terminate, AuditSteps.Intent)];

    [Fact]
    [Trait("Row", "A2")]
    public async Task No_view_hides_or_turns_round_what_came_from_outside()
    {
        Service.Sessions[A.Arn("s1")] = Evil(APicture.Waiting("s1", 60)).Session.Details() with
        {
            Description = Evil("description"),
            Resolution = Evil("resolution"),
            LogFileLocationUri = Evil("logs"),
            LaunchArguments = new Sensitive<IReadOnlyList<string>>([Evil("argument")]),
            EnvironmentVariables = new Sensitive<IReadOnlyDictionary<string, string>>(
                new Dictionary<string, string>(StringComparer.Ordinal) { [Evil("name")] = Evil("value") }
            ),
            RoleArn = new Sensitive<string>(Evil("role")),
        };
        await Services.GetRequiredService<AuditLog>().AppendAsync(Entry(AuditActions.Rescue, Evil("outcome")));
        _dialogs = Render<MudDialogProvider>();
        var views = new List<(string Name, string Markup)>();
        views.AddRange(Pages());
        views.AddRange(Panels());
        views.AddRange(Parts());
        views.AddRange(Dialogs());

        Assert.All(views, view => Assert.Contains(Mark, view.Markup, StringComparison.Ordinal));
        Assert.True(Shares.AreAllUsed, "There are fewer places than shares of the hostile texts.");
        Assert.Empty(
            views.SelectMany(view => Faults(view.Markup).Select(fault => $"{view.Name}: {fault}")).Distinct(StringComparer.Ordinal)
        );
        // A new component is rendered here, or somebody says that it shows nothing from outside.
        var missing = ComponentSpecsTests
            .Components.Select(row => row.Data)
            .Except(_recorder.Names)
            .Except(Ours, StringComparer.Ordinal)
            .Where(name => !ComponentSpecsTests.IsMark(name));
        Assert.Empty(missing);
    }

    [Fact]
    [Trait("Row", "A2")]
    public void What_shows_text_from_outside_shows_each_hostile_text_as_text_alone() =>
        Assert.All(
            HostileTexts.All,
            text =>
            {
                var shown = Render<OutsideText>(part => part.Add(it => it.Text, text)).Markup;
                Assert.Empty(Faults(shown));
                Assert.Empty(Faults($"<p title=\"{System.Net.WebUtility.HtmlEncode(VisibleText.Of(text))}\">x</p>"));
            }
        );

    [Fact]
    public void No_markup_writes_a_member_from_outside_as_it_is()
    {
        var bare = Directory
            .EnumerateFiles(ComponentSpecsTests.Source, "*.razor", SearchOption.AllDirectories)
            .SelectMany(file =>
                File.ReadLines(file)
                    .Where(line => BareText().IsMatch(Cleared(line)) || BareAttribute().IsMatch(line))
                    .Select(line => $"{Path.GetFileName(file)}: {line.Trim()}")
            );

        Assert.Empty(bare);
    }

    private IEnumerable<(string, string)> Pages()
    {
        var fleet = Fleet();
        var queue = Page<RescueQueuePage>(fleet);
        foreach (var fold in queue.FindAll("summary"))
        {
            fold.Click();
        }

        yield return ("queue", queue.Markup);
        var page = Page<StreamSessionsPage>(fleet);
        yield return ("sessions", page.Markup);
        yield return ("groups", Page<StreamGroupsPage>(fleet).Markup);
        var audit = Render<CascadingValue<FleetPicture>>(part =>
            part.Add(value => value.Value, fleet).AddChildContent<AuditPage>(part => part.By(Hostile))
        );
        audit.WaitForElement("table.audit tbody tr", Patience);
        yield return ("audit", audit.Markup);
        yield return ("tokens", Tokens());
        Publish(fleet.Snapshot);
        var layout = Render<MainLayout>(part =>
            part.Add(it => it.Body, builder => builder.AddContent(0, "the page"))
                .AddCascadingValue(Task.FromResult(new AuthenticationState(CurrentOperator.Unverified(Evil("operator"), "test"))))
        );
        yield return ("layout", layout.Markup);
        var noRole = SignInWords.NoRole(Evil("operator"), Evil("contact"), again: "/sign-in", signOut: "/sign-out");
        yield return ("no role", Render<SignInPage>(part => part.Add(it => it.Words, noRole)).Markup);
    }

    private string Tokens()
    {
        var token = new AccessToken
        {
            Id = Guid.NewGuid(),
            Name = Evil("token"),
            Role = ActorRole.Viewer,
            MadeBy = Evil("maker"),
            MadeAt = APicture.Now,
            Expires = APicture.Now.AddDays(1),
            RevokedAt = APicture.Now,
            RevokedBy = Evil("revoker"),
        };
        var store = Services.GetRequiredService<OperationsStore>();
        store
            .RunAsync(db =>
            {
                db.Add(token);
                return db.SaveChangesAsync();
            })
            .GetAwaiter()
            .GetResult();
        var lead = Hostile with { IsVerified = true, Actor = new Actor("id", Evil("operator"), ActorRole.Lead, MayTakeOver: false) };
        var page = Render<TokensPage>(part => part.By(lead));
        page.WaitForElement("[data-token-row]", Patience);
        return page.Markup;
    }

    private IEnumerable<(string, string)> Panels()
    {
        var fleet = Fleet();
        var drawer = Render<StreamSessionDrawer>(part => part.Add(it => it.Session, A.Arn("s1")).Add(it => it.Fleet, fleet).By(Hostile));
        Reveal(drawer);
        yield return ("drawer", drawer.Markup);
        yield return ("panel by link", Panel(fleet).Markup);
        yield return ("panel by hand", Panel(Fleet(OfferSource.Paste)).Markup);
        yield return ("panel of a lapsed attempt", Panel(Fleet(OfferSource.Paste, lapsed: true)).Markup);
        var claimed = fleet
            .With(
                APicture.Claim(by: Evil("holder")) with
                {
                    TakenFromName = Evil("operator"),
                    WaitingOffer = [1],
                    OfferFromName = Evil("bringer"),
                }
            )
            .WithLooking("s1", Evil("onlooker"), Evil("another"));
        yield return ("panel of somebody else's claim", Panel(claimed).Markup);
        yield return ("queue with a claim", Page<RescueQueuePage>(claimed).Markup);
        yield return (
            "panel without a name",
            Render<RescuePanel>(part => part.Add(it => it.Session, A.Arn("s1")).Add(it => it.Fleet, fleet)).Markup
        );
        yield return ("side panels", Render<SidePanels>(part => part.Add(it => it.Fleet, fleet).Add(it => it.SessionId, "s1")).Markup);
        yield return (
            "stage",
            Render<StageOperator>(part =>
                part.Add(it => it.Fleet, fleet).Add(it => it.Row, fleet.Waiting[0]).Add(it => it.RescueId, "s1")
            ).Markup
        );
    }

    private IEnumerable<(string, string)> Parts()
    {
        yield return (
            "story",
            Render<StoryStrip>(part => part.Add(it => it.Step, StoryStep.Dropped).Add(it => it.Next, Evil("next"))).Markup
        );
        yield return ("faults", Render<FaultBar>(part => part.Add(it => it.Rules, []).Add(it => it.Told, Evil("told"))).Markup);
        yield return ("audit", Render<AuditList>(part => part.Add(it => it.Entries, [Entry("rescue", Evil("outcome"))])).Markup);
        yield return (
            "ages",
            Render<MeterAges>(part => part.Add(it => it.Groups, [new GroupAges(Evil("group"), Evil("name"), IsPlayed: true, [])])).Markup
        );
        yield return ("refused", Render<CommandNote>(part => part.Add(it => it.Result, new CommandResult.Refused(Evil("reason")))).Markup);
        yield return (
            "failed",
            Render<CommandNote>(part =>
                part.Add(it => it.Result, new CommandResult.Failed(Evil("reason"), new ApiErrorCode(Evil("code")), Evil("request"), false))
            ).Markup
        );
        yield return (
            "clinic",
            Render<ClinicVerdict>(part =>
                part.Add(it => it.Verdict, new OfferVerdict([new OfferFinding("rule", OfferLevel.Stop, Evil("words"), Evil("say"))]))
            ).Markup
        );
        yield return (
            "action",
            Render<ActionLink>(part => part.Add(it => it.Href, "/").Add(it => it.Label, "Rescue").Add(it => it.Verdict, No)).Markup
        );
        yield return ("button", Render(RescueButton.Of("/", new RescueWay(IsInHand: false, No, No))).Markup);
        yield return (
            "link",
            Render<SendLinkLane>(part =>
                part.Add(it => it.Session, A.Arn("s1"))
                    .Add(it => it.Link, Link() with { RevokedAt = APicture.Now, RevokedBy = Evil("revoker") })
                    .Add(it => it.OpenPage, APicture.OpenPage() with { Browser = Evil("browser") })
                    .Add(it => it.MayAsk, No)
                    .Add(it => it.Ladder, RescueLadder.Of(null, Link()))
                    .Add(it => it.Verdict, No)
            ).Markup
        );
        var timeline = Render<TimelineLanes>(part =>
            part.Add(it => it.Seen, [Seen()]).Add(it => it.Acts, [Entry(AuditActions.Rescue, Evil("outcome"))])
        );
        yield return ("lanes", timeline.Markup);
        yield return (
            "timeline",
            Render<TimelineList>(part => part.Add(it => it.Seen, [Seen()]).Add(it => it.Acts, [Entry("x", "y")])).Markup
        );
        yield return ("reason", Render<ReasonCard>(part => part.Add(it => it.StatusReason, Evil("reason"))).Markup);
        yield return ("copy", Render<CopyButton>(part => part.Add(it => it.Text, Evil("text")).Add(it => it.Label, "Copy it")).Markup);
        yield return ("takeover", Render<TakeoverLane>(part => part.Add(it => it.Session, A.Arn("s1")).Add(it => it.Verdict, No)).Markup);
        var unread = Fleet().Snapshot with { IsComplete = false, Sessions = FleetSnapshot.Empty.Sessions };
        yield return ("unread", Page<StreamSessionsPage>(APicture.Of(unread)).Markup);
    }

    private IEnumerable<(string, string)> Dialogs()
    {
        var fleet = Fleet();
        var provider = _dialogs;
        Render<TerminateButton>(part =>
                part.Add(it => it.Session, fleet.Snapshot.Sessions[A.Arn("s1")]).Add(it => it.Fleet, fleet).Add(it => it.Operator, Hostile)
            )
            .Find("button")
            .Click();
        provider.WaitForElement("[role=dialog] h2");
        yield return ("terminate", provider.Markup);
        provider.FindAll("button").Single(button => button.TextContent.Trim() == "Keep it").Click();
        Render<ExportButton>(part =>
                part.Add(it => it.Session, fleet.Snapshot.Sessions[A.Arn("s1")]).Add(it => it.Fleet, fleet).Add(it => it.Operator, Hostile)
            )
            .Find("button")
            .Click();
        provider.WaitForElement("#output-uri");
        yield return ("export", provider.Markup);
    }

    private static readonly ActionVerdict No = new(false, Evil("verdict"));

    private IRenderedComponent<CascadingValue<FleetPicture>> Page<TPage>(FleetPicture fleet)
        where TPage : IComponent =>
        Render<CascadingValue<FleetPicture>>(part => part.Add(value => value.Value, fleet).AddChildContent<TPage>());

    private IRenderedComponent<RescuePanel> Panel(FleetPicture fleet) =>
        Render<RescuePanel>(part => part.Add(it => it.Session, A.Arn("s1")).Add(it => it.Fleet, fleet).By(Hostile));

    private void Reveal(IRenderedComponent<StreamSessionDrawer> drawer)
    {
        drawer.WaitForElement(".sensitive button", Patience).Click();
        _dialogs.WaitForElement("input[type=radio]", Patience).Change(true);
        _dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Show").Click();
        drawer.WaitForAssertion(() => Assert.Contains("argument", drawer.Markup, StringComparison.Ordinal), Patience);
    }

    private static FleetPicture Fleet(OfferSource source = OfferSource.Link, bool lapsed = false)
    {
        var never = APicture.Session("never", StreamSessionStatus.Active) with { WasConnected = false };
        var sessions = new[]
        {
            Evil(APicture.Waiting("s1", 60)),
            Evil(APicture.Waiting("s2", 90) with { IsListed = false }),
            Evil(never),
            Evil(APicture.Session("odd", new StreamSessionStatus(Evil("status")))),
        };
        var group = new LiveStreamGroup(
            A.StreamGroup() with
            {
                Description = Evil("group"),
                StatusReason = Evil("reason"),
                StreamClass = Evil("class"),
                CreatedAt = APicture.Now.AddDays(-200),
                Locations = [new LocationState(Evil("location"), Evil("state")) { MaximumCapacity = 4, AllocatedCapacity = 4 }],
            },
            new ApiErrorCode(Evil("problem"))
        )
        {
            ProblemOperation = "ListStreamSessions",
        };
        var application = sessions[0].Session.ApplicationArn;
        var snapshot = APicture.Fleet(sessions) with
        {
            Groups = APicture.Fleet().Groups.SetItem(A.Group, group),
            Applications = FleetSnapshot.Empty.Applications.Add(application, new Application(application, "a-1", Evil("application"))),
            Health = new PollHealth
            {
                State = PollState.Stale,
                LastGoodRead = APicture.Now,
                Error = new ApiErrorCode(Evil("error")),
            },
        };
        var attempt = APicture.Attempt("s1", lapsed ? RescueState.Answered : RescueState.Failed) with
        {
            Source = source,
            Operator = Evil("operator"),
            Reason = Evil("reason"),
            RequestId = Evil("request"),
            ClientToken = Evil("token"),
            Error = new ApiErrorCode(Evil("code")),
        };
        return APicture
            .Of(snapshot, attempt)
            .With(
                APicture.Ended("e1", EpisodeOutcome.Ended, Evil("why")) with
                {
                    UserId = Evil("user"),
                    Location = Evil("location"),
                },
                APicture.Ended("e2", EpisodeOutcome.Terminated, "apiTerminated") with
                {
                    UserId = Evil("user2"),
                }
            )
            .With(Link(), APicture.OpenPage() with { Browser = Evil("browser") });
    }

    private static RescueLink Link() =>
        APicture.Link() with
        {
            Operator = Evil("operator"),
            Browser = Evil("browser"),
            OpenedAt = APicture.Now,
            SecondBrowserAt = APicture.Now,
            SecondBrowser = Evil("second"),
            OfferStop = Evil("stop"),
        };

    private static LiveStreamSession Evil(LiveStreamSession session) =>
        session with
        {
            Session = session.Session with
            {
                UserId = Evil($"user-{session.Session.Arn.Id}"),
                Location = Evil("location"),
                StatusReason = session.Window is null ? Evil("reason") : "",
                ExportFilesStatus = Evil("export"),
                ExportFilesOutputUri = Evil("uri"),
            },
        };

    private static AuditEntry Entry(string action, string step) =>
        new()
        {
            At = APicture.Now,
            Operator = Evil("operator"),
            Action = action,
            Step = step,
            Session = A.Arn("s1"),
            Reason = Evil("reason"),
            RequestId = Evil("request"),
        };

    private static SeenStatus Seen() =>
        new(
            new StreamSessionStatus(Evil("status")),
            Evil("reason"),
            APicture.Now.AddMinutes(-3),
            APicture.Now.AddMinutes(-2),
            APicture.Now.AddMinutes(-2)
        );

    /// <summary>A share of the hostile texts, for each place another one, behind a word that says which place it is.</summary>
    private static string Evil(string what) => $"{Mark}{what}\u202Elive\u001B[2J\u200B{Shares.Of(what)}";

    private static IEnumerable<string> Faults(string markup)
    {
        foreach (var node in new HtmlParser().ParseDocument($"<body>{markup}").Body!.Descendants())
        {
            if (
                node is IText { Data: var text }
                && (
                    IsHiding(text)
                    || text.Contains("@if", StringComparison.Ordinal)
                    || (text.Contains(Mark, StringComparison.Ordinal) && !IsApart(node))
                )
            )
            {
                yield return $"<{node.ParentElement?.LocalName}> {text.Trim()}";
            }

            if (WhatATextMade(node) is { } made)
            {
                yield return made;
            }

            foreach (
                var attribute in (node as IElement)?.Attributes.Where(attribute => IsRead(attribute.Name) && IsHiding(attribute.Value))
                    ?? []
            )
            {
                yield return $"{attribute.Name} of <{((IElement)node).LocalName}>: {attribute.Value}";
            }
        }
    }

    /// <summary>An element, an attribute or a comment that no markup of ours has.</summary>
    private static string? WhatATextMade(INode node) =>
        node switch
        {
            IComment { Data: var data } when data.Contains(HostileTexts.Mark, StringComparison.Ordinal) => $"comment {data}",
            IElement { LocalName: "script" or "iframe" or "object" or "embed" } element => $"<{element.LocalName}>",
            // A whole page has some of ours.
            IElement { LocalName: "base" or "link" or "meta" } element
                when element.OuterHtml.Contains(HostileTexts.Mark, StringComparison.Ordinal) => element.OuterHtml,
            IElement element => element
                .Attributes.Where(attribute =>
                    attribute.Name.StartsWith("on", StringComparison.Ordinal)
                    || attribute.Name.Contains(HostileTexts.Mark, StringComparison.Ordinal)
                    || (
                        attribute.Name is "href" or "src" or "action"
                        && attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
                    )
                )
                .Select(attribute => $"{attribute.Name} of <{element.LocalName}>")
                .FirstOrDefault(),
            _ => null,
        };

    private static bool IsApart(INode text) =>
        text.ParentElement!.Closest("bdi, option, title, textarea") is not null
        || text.TextContent.Contains('\u2068', StringComparison.Ordinal);

    private static bool IsRead(string name) => !Machine.Contains(name) && !name.StartsWith("data-", StringComparison.Ordinal);

    // Ours are the line ends of the markup, and isolates that are closed again.
    private static bool IsHiding(string text) =>
        VisibleText.IsHiding(
            Isolate()
                .Replace(text, "${inside}")
                .Replace("\n", "", StringComparison.Ordinal)
                .Replace("\r", "", StringComparison.Ordinal)
                .Replace("\t", "", StringComparison.Ordinal)
        );

    private static string Cleared(string line) => Handled().Replace(line, "");

    private const string Members =
        @"\b(UserId|StatusReason|Description|ApplicationName|Operator\.Name|(?<!_drawing)\.Operator|\.Reason|LocationName|\.Location|Browser|StreamGroupId|ExportFilesOutputUri|RequestId|StreamClass|LogFileLocationUri|Resolution|OfferStop|WhatHappened|WhyNotSend)\b";

    /// <summary>Between tags.</summary>
    [GeneratedRegex(@"(^|>)[^<>""]*@[^<>""]*" + Members + @"[^<>=]*(<|$)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex BareText();

    /// <summary>In attributes that people read.</summary>
    [GeneratedRegex(@"\b(title|aria-label|alt|placeholder)=""@(?!\(?VisibleText)[^""]*" + Members, RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex BareAttribute();

    [GeneratedRegex(
        @"<OutsideText [^>]*/>|@?(VisibleText|OutsideText|RescueButton|TimeLeft)\.Of\((?>[^()]|\((?<depth>)|\)(?<-depth>))*(?(depth)(?!))\)|@?(else )?(if|foreach|switch) ?\(.*\)( \{|$)|^\s*(private|public|\[|//|///|@\*|@inject|@using|var |case |return ).*",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Handled();

    [GeneratedRegex("\u2068(?<inside>[^\u2068\u2069]*)\u2069", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Isolate();

    /// <summary>Between the places of all views every hostile text is shown; the same place always has the same ones.</summary>
    private static class Shares
    {
        private const int Together = 25;
        private static readonly string[] Texts = [.. HostileTexts.All.Chunk(Together).Select(share => string.Join(' ', share))];
        private static readonly ConcurrentDictionary<string, int> Places = new(StringComparer.Ordinal);

        public static bool AreAllUsed => Places.Count >= Texts.Length;

        public static string Of(string place) => Texts[Places.GetOrAdd(place, _ => Places.Count) % Texts.Length];
    }

    /// <summary>Notes every component that is made.</summary>
    private sealed class Recorder(IServiceProvider services) : IComponentActivator
    {
        private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

        public IEnumerable<string> Names => _names.Keys;

        public IComponent CreateInstance(Type componentType)
        {
            _names.TryAdd(componentType.Name, true);
            return (IComponent)ActivatorUtilities.CreateInstance(services, componentType);
        }
    }
}
