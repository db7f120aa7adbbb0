using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Time;
using StreamOps.Testing;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>One person at one page about one session. Yesterday they were an operator, whatever they are today: what they began then is theirs still.</summary>
internal sealed class CircuitScene(RunningDashboard dashboard, Browser browser, string person, string id) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private HeadlessCircuit? _page;
    private string? _draft;
    private bool _isBroken;

    /// <summary>A colleague.</summary>
    public static Actor Ada { get; } = new("id-ada", "ada", ActorRole.Operator, MayTakeOver: true);

    public static Actor Lea { get; } = new("id-lea", "lea", ActorRole.Lead, MayTakeOver: false);

    /// <summary>Who they were yesterday.</summary>
    public Actor Yesterday { get; } = new($"id-{person}", person, ActorRole.Operator, MayTakeOver: true);

    public StreamSessionArn Session { get; } = A.Arn(id);

    /// <summary>Of whom the session is: a text that nobody may read who does not see its stream group.</summary>
    public string Player => $"u-{id}";

    /// <summary>What the session was launched with.</summary>
    public string Secret => $"--token=of-{id}";

    /// <summary>A reason that somebody gave, which is for those who read the audit.</summary>
    public string Reason => $"Reason of {id}";

    /// <summary>A name of an access token.</summary>
    public string TokenName => $"Token of {id}";

    /// <summary>Lets the service put off the session's connections.</summary>
    public required Action<StreamSessionArn, bool> Throttle { get; init; }

    public HeadlessCircuit Page => _page ?? throw new InvalidOperationException("No page is open.");

    /// <summary>All that the page was told so far; nothing before it is opened.</summary>
    public string Told => _page?.Told ?? "";

    public Claim? Claim => Get<ClaimBoard>().Current.GetValueOrDefault(Session);

    public RescueLink? Link => Get<LinkBoard>().Current.GetValueOrDefault(Session);

    public RescueAttempt? Attempt => Get<RescueBoard>().Current.GetValueOrDefault(Session);

    public StandByPage? OpenPage => Get<StandByBoard>().Current.GetValueOrDefault(Session);

    /// <summary>What a part of a page says that broke.</summary>
    private static ReadOnlySpan<byte> Fault => "This part of the page has a fault."u8;

    /// <summary>Whether the page was ended, or shows that it has a fault.</summary>
    public bool IsBroken => _isBroken || Page.Closed.IsCompleted;

    /// <summary>How many questions it asks: each has one button that says yes.</summary>
    private int Questions =>
        Page.Count("click", "aria-describedby", "why-not-confirm") + Page.Count("click", "aria-describedby", "why-not-export");

    /// <summary>The moment of the fleet's clock.</summary>
    public DateTimeOffset Now => Get<FleetClock>().Now;

    public T Get<T>()
        where T : notnull => dashboard.Services.GetRequiredService<T>();

    /// <summary>Whether somebody of that name is them.</summary>
    public bool Is(Person? who) => who?.Subject == Yesterday.Subject;

    /// <summary>How often the service was asked to change something about the session.</summary>
    public int Acts => Calls("CreateStreamSessionConnection") + Calls("TerminateStreamSession") + Calls("ExportStreamSessionFiles");

    public int Calls(string operation)
    {
        lock (dashboard.Service.Calls)
        {
            return dashboard.Service.Calls.Count(call => call.Session == Session && call.Operation == operation);
        }
    }

    /// <summary>What was written of the session, but for refusals.</summary>
    public async Task<IReadOnlyList<string>> DoneAsync() =>
        [
            .. (await Get<AuditLog>().ForSessionAsync(Session, CancellationToken.None))
                .Where(entry => entry.Step != AuditSteps.Refused)
                .Select(entry => entry.ToString()),
        ];

    /// <summary>Which entry of the audit their last refusal of an act is; 0 for none.</summary>
    public async Task<long> LastRefusalAsync(string act)
    {
        var query = new AuditQuery
        {
            Person = Yesterday.Subject,
            Act = act,
            Outcome = AuditSteps.Refused,
        };
        var sheet = await Get<AuditDesk>().ReadAsync(query, AuditPlace.Newest, Lea, CancellationToken.None);
        return sheet.Lines.Count == 0 ? 0 : sheet.Lines[0].Sequence;
    }

    /// <summary>Opens a page, once the screens know all that was done before, and waits for what it shows.</summary>
    public async Task OpenAsync(ScenePage page)
    {
        await UntilAsync(
            () =>
                Get<LiveQueue>().Current is var picture
                && ReferenceEquals(picture.Claims.GetValueOrDefault(Session), Claim)
                && ReferenceEquals(picture.Links.GetValueOrDefault(Session), Link)
                && ReferenceEquals(picture.Rescues.GetValueOrDefault(Session), Attempt)
                && ReferenceEquals(picture.StandBy.GetValueOrDefault(Session), OpenPage),
            "The screens know of it."
        );
        _isBroken = false;
        _page = await HeadlessCircuit.OpenAsync(new Uri(dashboard.Address, page.PathOf(id)), browser.Cookies, Answer);
        _page.Drawn = batch => _isBroken |= batch.AsSpan().IndexOf(Fault) >= 0;
        await UntilAsync(() => page.IsDrawn(this), $"{person} has {page.PathOf(id)}.");
    }

    /// <summary>Presses what has an attribute.</summary>
    public Task PressAsync(string attribute) => UntilHeardAsync(() => Page.PressAsync(attribute));

    /// <summary>Presses what has an attribute of this value.</summary>
    public Task PressAsync(string attribute, string value) => UntilHeardAsync(() => Page.PressAsync(attribute, value));

    /// <summary>Presses what asks a question first, and answers it. Where nothing is asked, the press is all.</summary>
    /// <param name="attribute">Of the button.</param>
    /// <param name="value">Its value.</param>
    /// <param name="confirm">What the yes is described by.</param>
    /// <param name="answer">Answers; null for the last reason that is offered.</param>
    public async Task PressAndAnswerAsync(string attribute, string value, string confirm = "why-not-confirm", Func<Task>? answer = null)
    {
        var pressed = Page.PressAsync(attribute, value);
        while (!pressed.IsCompleted && !Page.Listens("click", "aria-describedby", confirm))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        if (!pressed.IsCompleted)
        {
            await (answer is null ? UntilHeardAsync(() => Page.CheckAsync("name", "reason")) : answer());
            await PressAsync("aria-describedby", confirm);
        }

        await pressed;
    }

    /// <summary>Brings an offer into the page's box and sends it, whatever became of it on the way.</summary>
    public async Task PasteAndSendAsync()
    {
        await UntilAsync(() => _draft is not null || Told.Contains("Not in view", StringComparison.Ordinal), "The box is there.");
        using var text = new StringContent(OfferText.Healthy().ToString());
        using var examined = await browser.PostAsync($"/rescue/offers/{_draft}?serial=1", text);
        await UntilHeardAsync(() => Page.CheckAsync("type", "checkbox"));
        await PressAsync("aria-describedby", "why-not-send");
    }

    /// <summary>
    /// Presses every number from 1 on, one after the other, each at a page that is whole: where the page broke, by that press or by what came meanwhile, the same
    /// number is pressed at a new one.
    /// </summary>
    /// <param name="page">Which page it is.</param>
    /// <param name="highest">The last number.</param>
    /// <returns>How many presses are not over, once that is what the page asks for and nothing else: a question waits for its answer.</returns>
    public async Task<int> PressNumbersAsync(ScenePage page, ulong highest)
    {
        List<Task<bool>> presses = [];
        for (var number = 1UL; number <= highest; number++)
        {
            for (var tries = 0; tries < 2; tries++)
            {
                presses.Add(await Page.PressNumberAsync(number));
                if (!IsBroken)
                {
                    break;
                }

                await LeaveAsync();
                await OpenAsync(page);
            }
        }

        await UntilAsync(() => presses.Count(press => !press.IsCompleted) <= Questions, "What was pressed is over, or asks.");
        return presses.Count(press => !press.IsCompleted);
    }

    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        for (var waited = TimeSpan.Zero; !isSo(); waited += TimeSpan.FromMilliseconds(20))
        {
            Assert.True(waited < Patience, $"It never came to that: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>All that was written of the session, and who has the player in hand, for who asks why something was not done.</summary>
    public async Task<string> StoryAsync() =>
        string.Join('\n', await Get<AuditLog>().ForSessionAsync(Session, CancellationToken.None)) + $"\n{Now}: {Claim}";

    // What is drawn anew in the very moment has another number by then.
    private static async Task UntilHeardAsync(Func<Task<bool>> press)
    {
        for (var tries = 1; !await press() && tries < 5; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>The page is left, as a browser leaves it: nothing of it is kept.</summary>
    public ValueTask DisposeAsync() => LeaveAsync();

    private async ValueTask LeaveAsync()
    {
        if (_page is { } page)
        {
            _page = null;
            // What its scripts are asked and do not answer, the server waits for half a minute.
            await page.SettleAsync();
            // Its connection first: the server's last words to its scripts would be answered by nobody, and waited for.
            await page.DisposeAsync();
            using var form = new FormUrlEncodedContent([new("circuitId", page.Id)]);
            using var left = await browser.PostAsync("/_blazor/disconnect", form);
        }
    }

    // The box says where its text goes, and that all of it is there.
    private string? Answer(string script, string arguments)
    {
        if (script == "attach" && JsonNode.Parse(arguments) is JsonArray and [_, JsonValue draft] && draft.TryGetValue<string>(out var key))
        {
            _draft = key;
        }

        return script == "flush" ? "true" : null;
    }
}
