using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;
using StreamOps.Operations.Tokens;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>Two stream groups: mara and tom see one of them, lea both. Everything in the other one, and all that was done there, bears a mark.</summary>
public sealed class GroupSightStage : IAsyncLifetime
{
    public const string Hidden = "sg-Mark9";
    public const string HiddenId = "markedsession";

    private readonly Dictionary<string, Browser> _browsers = new(StringComparer.Ordinal);
    private SignedInDashboard _stage = null!;

    /// <summary>What may be nowhere in what they get who do not see the group.</summary>
    public static IReadOnlyList<string> Marks { get; } =
    [Hidden, HiddenId, "marked-player", "Marked Game", "Marked Group", "marked-west-9", "Marked reason", "marked-token", "marked-ended"];

    public SignedInDashboard Stage => _stage;

    public StreamSessionArn Session { get; } = A.Arn(HiddenId, Hidden);

    /// <summary>A link that lea made for the hidden session.</summary>
    public Guid Link { get; private set; }

    public static Actor Lea { get; } = new("id-lea", "lea", ActorRole.Lead, MayTakeOver: false);

    public async ValueTask InitializeAsync()
    {
        _stage = await SignedInDashboard.StartAsync(
            null,
            $"--StreamOps:SignIn:StreamGroups=support -> {A.StreamGroup().Arn}; may-take-over -> team=west; support-lead -> *"
        );
        Publish();
        var lea = await BrowserAsync("lea");
        using var made = await lea.PostAsync("/rescue/links", JsonContent.Create(new { session = HiddenId }));
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        Link = body.RootElement.GetProperty("link").GetGuid();
        var services = _stage.Dashboard.Services;
        Assert.IsType<ClaimResult.Done>(await services.GetRequiredService<ClaimDesk>().ClaimAsync(Session, Lea));
        await services
            .GetRequiredService<Operations.Commands.StreamSessionCommands>()
            .NoteSensitiveLookAsync(Session, Lea, "Marked reason");
        Assert.IsType<TokenMaking.Made>(
            await services.GetRequiredService<TokenDesk>().MakeAsync("marked-token", ActorRole.Viewer, 3, Lea, A.StreamGroup(Hidden).Arn)
        );
        services
            .GetRequiredService<EpisodeLog>()
            .Add(
                [
                    APicture.Ended("marked-ended", EpisodeOutcome.TooLate) with
                    {
                        Session = A.Arn("marked-ended", Hidden),
                        EndedAt = services.GetRequiredService<FleetClock>().Now,
                    },
                ],
                services.GetRequiredService<FleetClock>().Now
            );
    }

    public ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values)
        {
            browser.Dispose();
        }

        return _stage.DisposeAsync();
    }

    /// <summary>The one browser of somebody in this class.</summary>
    public async Task<Browser> BrowserAsync(string person) =>
        _browsers.TryGetValue(person, out var browser) ? browser : _browsers[person] = await _stage.BrowserOfAsync(person);

    /// <summary>Both groups, each with a player who has just been lost.</summary>
    /// <param name="also">Another one in the group that all see; null for nobody.</param>
    /// <param name="tags">Of the hidden group; null while they are not known.</param>
    public void Publish(string? also = null, ImmutableHashSet<string>? tags = null)
    {
        List<LiveStreamSession> sessions = [Lost("s1", A.Group, "Seen Game"), Lost(HiddenId, Hidden, "Marked Game")];
        if (also is not null)
        {
            sessions.Add(Lost(also, A.Group, "Seen Game"));
        }

        foreach (var session in sessions)
        {
            _stage.Dashboard.Service.Sessions[session.Arn] = session.Session.Details(connectionTimeoutSeconds: 600);
        }

        var snapshot = APicture.Fleet([.. sessions]);
        var marked = A.StreamGroup(Hidden) with
        {
            Description = "Marked Group",
            Locations = [new LocationState("marked-west-9", "ACTIVE")],
        };
        _stage.Dashboard.Publish(
            snapshot with
            {
                Groups = snapshot
                    .Groups.SetItem(A.Group, snapshot.Groups[A.Group] with { Tags = [] })
                    .Add(Hidden, new LiveStreamGroup(marked) { Tags = tags ?? [] }),
                Applications = new[] { "Seen Game", "Marked Game" }.ToImmutableDictionary(
                    ArnOf,
                    name => new Application(ArnOf(name), $"a-{name.Length}", name),
                    StringComparer.Ordinal
                ),
            }
        );
    }

    private static string ArnOf(string application) =>
        $"arn:aws:gameliftstreams:us-west-2:111122223333:application/a-{application.Replace(' ', '-')}";

    private LiveStreamSession Lost(string id, string group, string application)
    {
        var now = _stage.Dashboard.Services.GetRequiredService<FleetClock>().Now;
        var waiting = APicture.Waiting(id, 90);
        return waiting with
        {
            Session = waiting.Session with
            {
                Arn = A.Arn(id, group),
                ApplicationArn = ArnOf(application),
                UserId = group == Hidden ? "marked-player" : "seen-player",
                Location = group == Hidden ? "marked-west-9" : "us-west-2",
                CreatedAt = now.AddMinutes(-5),
                LastUpdatedAt = now,
            },
            Window = waiting.Window! with
            {
                EnteredEarliest = now,
                EnteredExpected = now,
                EnteredLatest = now,
                ConnectionTimeout = TimeSpan.FromMinutes(10),
            },
        };
    }
}
