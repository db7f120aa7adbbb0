using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Players;

/// <summary>A <see cref="RescueStage"/> with links, pages and a fleet that shows the session's window.</summary>
internal sealed class PlayerStage : IAsyncDisposable
{
    public const long Epoch = 7;
    public const string TicketKey = "a-key-of-thirty-two-bytes-or-more-1234";

    private PlayerStage(RescueStage rescue)
    {
        Rescue = rescue;
        var tickets = new TicketTable(rescue.Store);
        LinkSteps = new LinkSteps(new LinkLedger(rescue.Store), Links, rescue.Fleet);
        Asks = new StandByAsks(StandBys);
        PageOffers = new StandByOffers(Asks);
        var codes = new LinkCodes(new KeyTable(rescue.Store), rescue.Keys);
        var numbers = new BrowserNumbers(new KeyTable(rescue.Store), rescue.Keys);
        var passes = new PassBook(rescue.Keys);
        var view = new PlayerView(rescue.Fleet, rescue.Board, LinkSteps, StandBys, Asks, PageOffers, rescue.Time);
        var standBys = new StandByEntrance(
            Options.Create(new StandByOptions { TicketKey = TicketKey }),
            tickets,
            passes,
            PageOffers,
            Posts,
            view,
            rescue.Time
        );
        var acts = new OperatorLinkSteps(rescue.Checks, LinkSteps, rescue.Fleet, rescue.Audit);
        LinkDesk = new RescueLinkDesk(
            rescue.Checks,
            LinkSteps,
            acts,
            codes,
            rescue.Desk,
            Asks,
            rescue.Fleet,
            new ClaimLedger(rescue.Store)
        );
        LinkOffers = new LinkOffers(
            LinkSteps,
            acts,
            rescue.Desk,
            rescue.Vault,
            rescue.Fleet,
            new ClaimLedger(rescue.Store),
            rescue.Work,
            rescue.Time
        );
        StandByDesk = new StandByDesk(
            rescue.Checks,
            StandBys,
            Asks,
            PageOffers,
            rescue.Fleet,
            new ClaimLedger(rescue.Store),
            rescue.Desk,
            rescue.Vault,
            rescue.Audit
        );
        Offers = new PlayerOffers(
            LinkSteps,
            rescue.Desk,
            rescue.Vault,
            Asks,
            PageOffers,
            Posts,
            view,
            rescue.Work,
            Options.Create(rescue.RescueSettings)
        );
        Players = new PlayerDesk(
            new PlayerDoor(passes, LinkSteps, rescue.Steps.Ledger, standBys, view),
            new LinkEntrance(LinkSteps, codes, numbers, passes, PageOffers, Posts, view, rescue.Time),
            standBys,
            Offers,
            Posts,
            view,
            LinkSteps,
            rescue.Steps,
            Asks,
            rescue.Vault,
            rescue.Checks
        );
        Unheld = new UnheldOffers(
            Links,
            LinkOffers,
            StandBys,
            StandByDesk,
            rescue.Fleet,
            rescue.Work,
            Options.Create(rescue.RescueSettings),
            rescue.Time,
            NullLogger<UnheldOffers>.Instance
        );
        Keeper = new LinkKeeper(LinkSteps, tickets, Asks, rescue.Time, NullLogger<LinkKeeper>.Instance);
    }

    public RescueStage Rescue { get; }
    public LinkBoard Links => Rescue.Links;
    public StandByBoard StandBys { get; } = new();
    public LinkSteps LinkSteps { get; }
    public StandByAsks Asks { get; }
    public StandByOffers PageOffers { get; }
    public RescueLinkDesk LinkDesk { get; }
    public LinkOffers LinkOffers { get; }
    public StandByDesk StandByDesk { get; }
    public OfferPosts Posts { get; } = new();
    public PlayerOffers Offers { get; }
    public PlayerDesk Players { get; }
    public LinkKeeper Keeper { get; }
    public UnheldOffers Unheld { get; }
    public StreamSessionArn Session => Rescue.Session;
    public RescueLink Link => Links.Current[Session];

    public static async Task<PlayerStage> OpenAsync(RescueStage? rescue = null)
    {
        var stage = new PlayerStage(rescue ?? await RescueStage.OpenAsync());
        stage.Show(StreamSessionStatus.PendingClientReconnection);
        return stage;
    }

    /// <summary>A stage whose fleet shows what the service is read to say, and nothing before.</summary>
    public static PlayerStage Over(RescueStage rescue) => new(rescue);

    /// <summary>A killed process and a new one on the same file, keys and service.</summary>
    public async Task<PlayerStage> RestartAsync()
    {
        var shown = Rescue.Snapshot;
        Keeper.Dispose();
        var rescue = await Rescue.RestartAsync(TimeSpan.FromSeconds(1));
        rescue.Snapshot = shown;
        var next = new PlayerStage(rescue);
        await next.Keeper.LoadAsync(CancellationToken.None);
        return next;
    }

    /// <summary>Puts the session into a status, for the service and for the fleet; a window is 120 s long.</summary>
    public void Show(StreamSessionStatus status, long epoch = Epoch, int secondsGone = 0)
    {
        Rescue.Put(status);
        var began = Rescue.Clock.Now.AddSeconds(-secondsGone);
        var isWaiting =
            status == StreamSessionStatus.PendingClientReconnection
            || status == StreamSessionStatus.Active
            || status == StreamSessionStatus.Reconnecting;
        var session = new LiveStreamSession
        {
            Session = A.StreamSession().In(status),
            StatusSinceEarliest = began,
            StatusSinceLatest = began,
            ConnectionTimeout = TimeSpan.FromSeconds(120),
            Window = isWaiting
                ? new ReconnectionWindow
                {
                    Kind = status == StreamSessionStatus.Active ? WindowKind.Connect : WindowKind.Reach,
                    Epoch = epoch,
                    EnteredEarliest = began,
                    EnteredExpected = began,
                    EnteredLatest = began,
                    ConnectionTimeout = TimeSpan.FromSeconds(120),
                    FrozenAt = status == StreamSessionStatus.Reconnecting ? began : null,
                }
                : null,
        };
        Rescue.Snapshot = FleetSnapshot.Empty with
        {
            Sessions = ImmutableDictionary<StreamSessionArn, LiveStreamSession>.Empty.Add(Session, session),
        };
    }

    public static PageKey Page(string name = "a") =>
        PageKey.TryParse(name.PadLeft(22, 'x'), out var key) ? key : throw new InvalidOperationException();

    public async Task<LinkMaking.Made> MakeAsync(string by = RescueStage.Operator, Guid? replaces = null) =>
        Assert.IsType<LinkMaking.Made>(await LinkDesk.MakeAsync(Session, Actor.Unproven(by), replaces, default));

    public Task<PlayerEntry> OpenAsync(
        LinkMaking.Made made,
        string page = "a",
        string browser = "Firefox, Windows",
        bool isLoadedAnew = false
    ) => Players.OpenAsync(made.Secret, Page(page), browser, isLoadedAnew, default);

    /// <summary>Opens the link and spends it.</summary>
    public async Task<PlayerPass> SpendAsync(LinkMaking.Made made, string page = "a")
    {
        var pass = Assert.IsType<PlayerEntry.Admitted>(await OpenAsync(made, page)).Pass;
        Assert.Equal(PlayerPhase.OfferWanted, await PhaseAsync(Players.ContinueAsync(pass, Page(page), default)));
        return pass;
    }

    public Task<OfferReply> OfferAsync(PlayerPass pass, string page = "a", string? offer = null) =>
        Players.OfferAsync(pass, Page(page), new Offer(offer ?? OfferText.Healthy().ToString()), default);

    public Task<Answer?> AnswerAsync(PlayerPass pass, string page = "a") => Players.ReadAnswerAsync(pass, Page(page), default);

    public Task<PlayerPhase> PhaseAsync(PlayerPass pass, string page = "a") => PhaseAsync(Players.ReadAsync(pass, Page(page), default));

    public static async Task<PlayerPhase> PhaseAsync(Task<PlayerEntry> entry) =>
        Assert.IsType<PlayerEntry.Admitted>(await entry).State.Phase;

    public static async Task<PlayerRefusal> RefusalAsync(Task<PlayerEntry> entry) =>
        Assert.IsType<PlayerEntry.TurnedAway>(await entry).Kind;

    /// <summary>A ticket as a game's backend signs it.</summary>
    public string Ticket(StreamSessionArn? session = null, int seconds = 3_600, string key = TicketKey, string nonce = "nonce-0001")
    {
        var expires = Rescue.Time.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();
        return Sign($$"""{"arn":"{{session ?? Session}}","exp":{{expires}},"nonce":"{{nonce}}"}""", key);
    }

    public static string Sign(string json, string key = TicketKey)
    {
        var content = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(content));
        return $"{content}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}";
    }

    public async Task<IReadOnlyList<string>> LinkAuditAsync() =>
        [
            .. (await Rescue.Audit.ForSessionAsync(Session, default))
                .Where(entry => entry.Action == "rescue link")
                .Select(entry => entry.Step),
        ];

    public async ValueTask DisposeAsync()
    {
        Keeper.Dispose();
        await Rescue.DisposeAsync();
    }
}
