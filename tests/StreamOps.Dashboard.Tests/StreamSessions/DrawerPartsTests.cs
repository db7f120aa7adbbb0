using Bunit;
using MudBlazor;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class DrawerPartsTests : MudTest
{
    private static readonly StreamSessionDetails Details = A.StreamSession().Details() with
    {
        LaunchArguments = new Sensitive<IReadOnlyList<string>>(["--token", "hush"]),
    };

    [Fact]
    public void Sensitive_members_are_masked_until_the_look_is_noted_with_its_reason()
    {
        var noted = "";
        var (members, dialogs) = Members(
            new CurrentOperator("Mara", IsVerified: false),
            reason =>
            {
                noted = reason;
                return ActionVerdict.Allowed;
            }
        );
        Assert.DoesNotContain("hush", members.Markup, StringComparison.Ordinal);

        members.Find("button").Click();
        Assert.Equal(3, dialogs.WaitForElements("input[type=radio]").Count);
        Assert.DoesNotContain("hush", members.Markup, StringComparison.Ordinal);
        Assert.Empty(noted);
        dialogs.Find("input[type=radio]").Change(true);
        Confirm(dialogs);

        members.WaitForAssertion(() => Assert.Contains("--token hush", members.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal("The game did not start as it should", noted);
    }

    [Fact]
    public void A_look_that_is_refused_shows_nothing_and_says_why()
    {
        var (members, dialogs) = Members(
            new CurrentOperator("Mara", IsVerified: false),
            _ => new ActionVerdict(false, "The disk is full.")
        );

        members.Find("button").Click();
        dialogs.WaitForElement("input[type=radio]").Change(true);
        Confirm(dialogs);

        members.WaitForAssertion(() => Assert.Contains("The disk is full.", members.Markup, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain("hush", members.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_loses_the_permission_sees_nothing_any_more()
    {
        var mara = new Actor("id-mara", "Mara", ActorRole.Operator, MayTakeOver: false);
        var (members, dialogs) = Members(new CurrentOperator("Mara", IsVerified: true) { Actor = mara }, _ => ActionVerdict.Allowed);
        members.Find("button").Click();
        dialogs.WaitForElement("input[type=radio]").Change(true);
        Confirm(dialogs);
        members.WaitForAssertion(() => Assert.Contains("hush", members.Markup, StringComparison.Ordinal), Patience);

        var viewer = new CurrentOperator("Mara", IsVerified: true) { Actor = mara with { Role = ActorRole.Viewer } };
        members.Render(parameters => parameters.Add(part => part.Operator, viewer));

        Assert.DoesNotContain("hush", members.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_comes_after_whoever_looked_says_why_themselves()
    {
        var (members, dialogs) = Members(new CurrentOperator("Mara", IsVerified: false), _ => ActionVerdict.Allowed);
        members.Find("button").Click();
        dialogs.WaitForElement("input[type=radio]").Change(true);
        Confirm(dialogs);
        members.WaitForAssertion(() => Assert.Contains("hush", members.Markup, StringComparison.Ordinal), Patience);

        members.Render(parameters => parameters.Add(part => part.Operator, new CurrentOperator("Jon", IsVerified: false)));

        Assert.DoesNotContain("hush", members.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_without_a_name_looks_at_sensitive_members()
    {
        var (members, dialogs) = Members(by: null, _ => ActionVerdict.Allowed);

        members.Find("button").Click();

        Assert.DoesNotContain("hush", members.Markup, StringComparison.Ordinal);
        Assert.Empty(dialogs.FindAll("[role=dialog]"));
    }

    [Fact]
    public void Each_status_seen_stands_with_its_uncertainty()
    {
        var seen = new SeenStatus(StreamSessionStatus.Connected, "", APicture.Now.AddSeconds(-3), APicture.Now, APicture.Now.AddSeconds(1));

        var list = Render<TimelineList>(parameters => parameters.Add(part => part.Seen, [seen]));

        Assert.Contains("Connected", list.Markup, StringComparison.Ordinal);
        Assert.Contains("±3 s", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_running_wait_is_as_sure_as_its_countdown_and_an_earlier_one_keeps_its_own_bounds()
    {
        var before = new SeenStatus(
            StreamSessionStatus.PendingClientReconnection,
            "",
            APicture.Now.AddMinutes(-30),
            APicture.Now.AddMinutes(-20),
            APicture.Now.AddMinutes(-20)
        );
        var now = before with { BeganEarliest = APicture.Now.AddSeconds(-115), BeganExpected = APicture.Now, BeganLatest = APicture.Now };

        var list = Render<TimelineList>(parameters =>
            parameters.Add(part => part.Seen, [before, now]).Add(part => part.Window, APicture.Window(secondsLeft: 100))
        );

        Assert.Equal(["±10 min", "±3 s"], list.FindAll(".when .caption").Select(word => word.TextContent));
    }

    [Fact]
    public void A_termination_stands_once_in_the_timeline()
    {
        var asked = new AuditEntry
        {
            At = APicture.Now,
            Operator = "Mara",
            Action = AuditActions.Terminate,
            Step = AuditSteps.Intent,
            Session = A.Arn(),
        };
        var seen = new SeenStatus(StreamSessionStatus.Connected, "", APicture.Now, APicture.Now, APicture.Now);

        var list = Render<TimelineList>(part =>
            part.Add(it => it.Seen, [seen]).Add(it => it.Acts, [asked, asked with { Step = AuditSteps.Accepted }])
        );

        Assert.Equal("terminate", Assert.Single(list.FindAll("li > .outside")).TextContent);
    }

    [Fact]
    public void The_timeline_tells_reading_from_empty()
    {
        Assert.Contains(
            "Reading",
            Render<TimelineList>(parameters => parameters.Add(part => part.Seen, null)).Markup,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No events yet.",
            Render<TimelineList>(parameters => parameters.Add(part => part.Seen, [])).Markup,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_audit_entry_says_who_what_and_that_nobody_proved_the_name()
    {
        var entry = new AuditEntry
        {
            At = APicture.Now,
            Operator = "Mara",
            Action = "terminate",
            Step = "accepted",
            Session = A.Arn(),
            Reason = "The game hangs",
        };

        var text = Render<AuditList>(parameters => parameters.Add(part => part.Entries, [entry])).Find("li").TextContent;

        Assert.Contains("terminate accepted", text, StringComparison.Ordinal);
        Assert.Equal(
            "Mara unverified · The game hangs",
            string.Join(
                ' ',
                text[text.IndexOf("Mara", StringComparison.Ordinal)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            )
        );
        var proven = entry with { Subject = "id-mara", Role = "operator" };
        var list = Render<AuditList>(parameters => parameters.Add(part => part.Entries, [proven]));
        Assert.DoesNotContain("unverified", list.Markup, StringComparison.Ordinal);
        var seen = new SeenStatus(StreamSessionStatus.Connected, "", APicture.Now.AddSeconds(-3), APicture.Now, APicture.Now.AddSeconds(1));
        var timeline = Render<TimelineList>(parameters => parameters.Add(part => part.Seen, [seen]).Add(part => part.Acts, [proven]));
        Assert.Contains("Mara", timeline.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("unverified", timeline.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_can_be_copied_whole_although_they_are_shown_short()
    {
        var facts = Render<SessionFacts>(parameters =>
            parameters.Add(part => part.Session, A.Arn()).Add(part => part.Details, Details).Add(part => part.Fleet, APicture.Of())
        );

        Assert.NotNull(facts.Find($"button[data-copy='{A.Arn().Value}']"));
        Assert.Contains("120 s", facts.Markup, StringComparison.Ordinal);
        Assert.Contains("12 h", facts.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_becomes_what_happened_what_to_say_and_what_to_do()
    {
        var card = Render<ReasonCard>(parameters => parameters.Add(part => part.StatusReason, "idleTimeout")).Markup;

        Assert.Contains("60 minutes without input.", card, StringComparison.Ordinal);
        Assert.Contains("It closed because nobody was playing.", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_at_the_page_by_then_looks_at_nothing_for_the_reason_of_another()
    {
        var reasons = new List<string>();
        var (members, dialogs) = Members(
            new CurrentOperator("Mara", IsVerified: false),
            reason =>
            {
                reasons.Add(reason);
                return ActionVerdict.Allowed;
            }
        );
        members.Find("button").Click();
        dialogs.WaitForElement("input[type=radio]").Change(true);

        members.Render(part => part.Add(it => it.Operator, new CurrentOperator("Jon", IsVerified: false)));
        Confirm(dialogs);
        await members.InvokeAsync(() => { });

        Assert.Empty(reasons);
    }

    private (IRenderedComponent<SensitiveMembers> Members, IRenderedComponent<MudDialogProvider> Dialogs) Members(
        CurrentOperator? by,
        Func<string, ActionVerdict> reveal
    )
    {
        var dialogs = Render<MudDialogProvider>();
        var members = Render<SensitiveMembers>(parameters =>
            parameters
                .Add(part => part.Details, Details)
                .Add(part => part.Operator, by)
                .Add(part => part.Reveal, reason => Task.FromResult(reveal(reason)))
        );
        return (members, dialogs);
    }

    private static void Confirm(IRenderedComponent<MudDialogProvider> dialogs) =>
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Show").Click();
}
