using System.Collections.Concurrent;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>A dashboard at which everybody is signed in who may be, each in a browser of their own, and a session for each try.</summary>
public sealed class CircuitStage : IAsyncLifetime
{
    /// <summary>More than there are tries.</summary>
    private const int MostScenes = 400;

    private readonly Dictionary<string, Browser> _browsers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<StreamSessionArn, bool> _throttled = [];
    private int _scenes;

    /// <summary>A viewer, an operator, a lead, an operator who may take over, and one who sees other stream groups alone.</summary>
    public static IReadOnlyList<(string Person, char Mark)> People { get; } =
    [("vic", 'V'), ("mara", 'O'), ("lea", 'L'), ("tom", 'T'), ("gus", 'G')];

    public SignedInDashboard SignedIn { get; private set; } = null!;

    public RunningDashboard Dashboard => SignedIn.Dashboard;

    public async ValueTask InitializeAsync()
    {
        SignedIn = await SignedInDashboard.StartAsync(
            PlayerClient.LetThemWait,
            // What waits for a yes goes by itself in no case, however long a try takes.
            "--StreamOps:Rescue:ConfirmLinkOffers=true",
            "--StreamOps:SignIn:Operators=support;south",
            $"--StreamOps:SignIn:StreamGroups=wallboard -> *; support -> *; support-lead -> *; south -> {A.StreamGroup("sg-South9").Arn}"
        );
        SignedIn.Provider.Roles["gus"] = ["south"];
        Dashboard.Service.OnCall = ThrottleAsync;
        foreach (var (person, _) in People)
        {
            _browsers[person] = await SignedIn.BrowserOfAsync(person);
        }

        // All at once: those who follow an earlier session read what a later one would be written into.
        for (var scene = 1; scene <= MostScenes; scene++)
        {
            Dashboard.Service.Sessions[A.Arn(NameOf(scene))] = A.StreamSession(NameOf(scene)).Details();
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values)
        {
            browser.Dispose();
        }

        return SignedIn.DisposeAsync();
    }

    /// <summary>A player has just been lost, and somebody is about to come to the dashboard; no other session is there.</summary>
    /// <param name="person">One of <see cref="People"/>.</param>
    internal CircuitScene SceneOf(string person)
    {
        var id = NameOf(++_scenes);
        PlayerClient.LetWait(Dashboard, id);
        var scene = new CircuitScene(Dashboard, _browsers[person], person, id) { Throttle = Throttle };
        Dashboard.Service.Sessions[scene.Session] = Dashboard.Service.Sessions[scene.Session] with
        {
            LaunchArguments = new Sensitive<IReadOnlyList<string>>([scene.Secret]),
        };
        return scene;
    }

    private static string NameOf(int scene) => $"scene{scene}";

    private void Throttle(StreamSessionArn session, bool isOn) => _throttled[session] = isOn;

    private Task ThrottleAsync(ScriptedCall call, CancellationToken cancellationToken) =>
        call is { Operation: "CreateStreamSessionConnection", Session: { } session } && _throttled.GetValueOrDefault(session)
            ? Task.FromException(
                new GameLiftException(ApiErrorCode.Throttling, call.Operation, "No.")
                {
                    HttpStatus = 429,
                    WasAnswered = true,
                    RetryAfter = TimeSpan.FromMinutes(5),
                }
            )
            : Task.CompletedTask;
}
