using StreamOps.Emulator.Api;
using StreamOps.Emulator.Calls;
using StreamOps.Emulator.Hosts;
using StreamOps.Emulator.Local;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Game;

/// <summary>The backend of the game on the client page: it starts sessions, tells how they stand, and signs stand-by tickets.</summary>
public sealed class GameBackend(EmulatedFleet fleet, ApiPipeline api, GameHosts hosts, EmulatorOptions options)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            context.Response.Headers.CacheControl = "no-store";
            await LocalJson.WriteAsync(context.Response, 200, await AnswerAsync(context.Request));
        }
        catch (LocalCallException error)
        {
            await LocalJson.WriteAsync(context.Response, error.StatusCode, new ErrorAnswer(error.Message));
        }
    }

    private async Task<object> AnswerAsync(HttpRequest request)
    {
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[2..];
        return (request.Method, path) switch
        {
            ("GET", ["setup"]) => Setup(),
            ("POST", ["sessions"]) => await StartAsync(request, await LocalJson.ReadAsync<StartGame>(request)),
            ("GET", ["sessions", var id]) => Find(id, Standing),
            ("DELETE", ["sessions", var id]) => await EndAsync(request, id),
            ("POST", ["sessions", var id, "ticket"]) => Find(id, Ticket),
            (_, ["setup" or "sessions"] or ["sessions", _] or ["sessions", _, "ticket"]) => throw new LocalCallException(
                405,
                $"{request.Path} does not take {request.Method}."
            ),
            _ => throw new LocalCallException(404, $"There is no call {request.Path}."),
        };
    }

    private GameSetup Setup() =>
        new(hosts.Open, StandsBy: options is { TicketKey: not null, PlayerUrl.Value: not null }, options.PlayerUrl.Value?.AbsoluteUri);

    private async Task<object> StartAsync(HttpRequest request, StartGame game)
    {
        var group = fleet.Act(world =>
            world.Groups.FirstOrDefault(group => game.StreamGroupId is null || group.Id == game.StreamGroupId)
            ?? throw new LocalCallException(404, "There is no such stream group.")
        );
        var body = JsonSerializer.SerializeToElement(
            new
            {
                Protocol = "WebRTC",
                SignalRequest = game.Offer,
                ApplicationIdentifier = group.Applications[0].Id,
                game.UserId,
                game.ConnectionTimeoutSeconds,
                ClientToken = Guid.NewGuid().ToString(),
            },
            LeaveOut
        );
        var started = await CallAsync(request, "POST", $"/streamgroups/{group.Id}/streamsessions", body);
        return started.Body is StreamSessionWire session
            ? Find(Identifiers.IdOf(session.Arn), Standing)
            : throw new LocalCallException(502, "The service's answer names no session.");
    }

    private async Task<object> EndAsync(HttpRequest request, string id)
    {
        var target = Find(id, session => $"/streamgroups/{session.Group.Id}/streamsessions/{session.Id}");
        await CallAsync(request, "DELETE", target, body: null);
        return Find(id, Standing);
    }

    private async Task<ApiAnswer> CallAsync(HttpRequest request, string method, string target, JsonElement? body)
    {
        var baseAddress = new Uri($"{request.Scheme}://{request.Host}");
        var reply = await api.CallAsync(method, target, body, baseAddress, request.HttpContext.RequestAborted);
        return reply switch
        {
            { Answer: { } answer } => answer,
            { Error: { } error } => throw new LocalCallException(error.StatusCode, error.Message),
            _ => throw new LocalCallException(502, "The service gave no answer."),
        };
    }

    private T Find<T>(string id, Func<EmulatedStreamSession, T> tell) =>
        fleet.Act(world =>
            world.Session(id) is { } session ? tell(session) : throw new LocalCallException(404, $"There is no stream session {id}.")
        );

    private static GameStanding Standing(EmulatedStreamSession session)
    {
        var wire = new StreamSessionWire(session);
        // The answer to the start's own offer; one to a later offer belongs to whoever made that.
        var answer = session.StatusSince == session.FirstActiveAt ? wire.SignalResponse : null;
        return new(session.Id, session.Arn, wire.Status, wire.StatusReason, answer, session.Plan.Application.Description);
    }

    private TicketAnswer Ticket(EmulatedStreamSession session) =>
        options.TicketKey is { } key
            ? new(TicketSigner.For(session.Arn, session.CreatedAt.AddSeconds(session.Plan.SessionLengthSeconds), key))
            : throw new LocalCallException(404, "No ticket key is set: this page cannot stand by.");

    private static readonly JsonSerializerOptions LeaveOut = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}

/// <summary>Body of <c>POST client/sessions</c>.</summary>
/// <param name="Offer">The signal request. Sensitive.</param>
/// <param name="StreamGroupId">By default the first group of the world.</param>
public sealed record StartGame(string Offer, string? UserId = null, int? ConnectionTimeoutSeconds = null, string? StreamGroupId = null)
{
    public override string ToString() => nameof(StartGame);
}

/// <summary>What the client page needs to know before it starts.</summary>
public sealed record GameSetup(int Hosts, bool StandsBy, string? PlayerUrl);

/// <summary>How the page's session stands.</summary>
/// <param name="SignalResponse">The answer to the offer of the start, until its client connects. Sensitive.</param>
public sealed record GameStanding(
    string StreamSessionId,
    string Arn,
    string Status,
    string? StatusReason,
    string? SignalResponse,
    string Application
)
{
    public override string ToString() => $"{StreamSessionId} {Status}";
}

/// <summary>A stand-by ticket. Sensitive.</summary>
public sealed record TicketAnswer(string Ticket)
{
    public override string ToString() => nameof(TicketAnswer);
}
