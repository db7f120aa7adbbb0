using StreamOps.Emulator.Calls;
using StreamOps.Emulator.Hosts;
using StreamOps.Emulator.Offers;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>Operations on stream sessions.</summary>
public sealed class StreamSessionsApi(
    EmulatedFleet fleet,
    PageTokens pageTokens,
    ClientTokens clientTokens,
    SignalDesk offers,
    HostedAnswers hosted,
    ConnectionsApi connections
)
{
    private static readonly string[] ExportStatuses = ["PENDING", "SUCCEEDED", "FAILED"];

    private const string OneSession = "/streamgroups/{Identifier}/streamsessions/{StreamSessionIdentifier}";

    public IEnumerable<ApiOperation> Operations =>
        [
            new("ListStreamSessions", "GET", "/streamgroups/{Identifier}/streamsessions", 20, List),
            new("ListStreamSessionsByAccount", "GET", "/streamsessions", 20, ListByAccount),
            new("GetStreamSession", "GET", OneSession, 20, Get),
            new("StartStreamSession", "POST", "/streamgroups/{Identifier}/streamsessions", 20, Start),
            new("CreateStreamSessionConnection", "POST", OneSession + "/connections", 20, connections.ConnectAsync),
            new("TerminateStreamSession", "DELETE", OneSession, 20, Terminate),
            new("ExportStreamSessionFiles", "PUT", OneSession + "/exportfiles", 20, Export),
        ];

    private ApiAnswer List(ApiCall call)
    {
        var filter = SessionFilter.Of(call);
        return fleet.Act(world =>
        {
            var group = world.FindGroup(call);
            return Page(call, world, $"sessions {group.Id} {filter}", filter.Of(group), withExportUri: true);
        });
    }

    private ApiAnswer ListByAccount(ApiCall call)
    {
        var filter = SessionFilter.Of(call);
        return fleet.Act(world => Page(call, world, $"sessions {filter}", world.Groups.SelectMany(filter.Of), withExportUri: false));
    }

    private ApiAnswer Page(
        ApiCall call,
        EmulatedWorld world,
        string list,
        IEnumerable<EmulatedStreamSession> sessions,
        bool withExportUri
    ) =>
        ApiAnswer.Ok(
            pageTokens.Page(
                call,
                list,
                world.Now,
                sessions,
                session => session.WalkKey,
                session => new StreamSessionSummaryWire(session, withExportUri)
            )
        );

    private ApiAnswer Get(ApiCall call) => fleet.Act(world => ApiAnswer.Ok(new StreamSessionWire(world.FindSession(call))));

    private ApiAnswer Start(ApiCall call)
    {
        var request = StartRequest.Read(call);
        return fleet.Act(world =>
            clientTokens.Once(
                call,
                world,
                () =>
                {
                    var group = world.FindGroup(call);
                    ConnectionRefusals.UnlessActive(group, fleet.Switches.Current);
                    var plan = request.PlanFor(group, world);
                    var sdp = hosted.HasHost ? offers.SdpToAnswer(request.Offer) : null;
                    var signals =
                        request.Offer == SignalDesk.NoClientConnection ? null
                        : sdp is null ? offers.Answer(request.Offer, call.BaseAddress)
                        : offers.Answer(request.Offer, call.BaseAddress, hostSdp: null);
                    var session = world.Lifecycle.Start(group, plan, world.CallIds, signals);
                    call.StreamSessionId = session.Id;
                    if (sdp is not null)
                    {
                        hosted.Begin(world, session, sdp);
                    }

                    return new ApiAnswer(201, new StreamSessionWire(session));
                }
            )
        );
    }

    private ApiAnswer Terminate(ApiCall call) =>
        fleet.Act(world =>
        {
            var session = world.FindSession(call);
            if (session.Status is StreamSessionStatus.Activating)
            {
                throw ApiErrors.Refusal(
                    fleet.Switches.Current.TerminateActivatingError,
                    $"Stream session {session.Id} is ACTIVATING and cannot be terminated."
                );
            }

            if (session.Status.IsEnd())
            {
                return fleet.Switches.Current.TerminateEnded switch
                {
                    EndedTerminate.NoContent => ApiAnswer.NoContent,
                    EndedTerminate.NotFound => throw ApiErrors.NotFound($"Stream session {session.Id}"),
                    _ => throw ApiErrors.Validation($"Stream session {session.Id} has ended."),
                };
            }

            world.Lifecycle.Apply(session, SessionTrigger.TerminateRequested);
            return ApiAnswer.NoContent;
        });

    private ApiAnswer Export(ApiCall call)
    {
        var outputUri = call.Required("OutputUri", 0, 1024, MemberPatterns.OutputUri);
        return fleet.Act(world =>
        {
            var session = world.FindSession(call);
            if (
                session.Status
                is not (
                    StreamSessionStatus.Active
                    or StreamSessionStatus.Connected
                    or StreamSessionStatus.PendingClientReconnection
                    or StreamSessionStatus.Reconnecting
                )
            )
            {
                throw ApiErrors.Refusal(
                    fleet.Switches.Current.ExportWrongStatusError,
                    $"Files of a stream session in {session.Status.Word()} cannot be exported."
                );
            }

            world.Lifecycle.Export(session, outputUri);
            return ApiAnswer.Ok(new object());
        });
    }

    private sealed record SessionFilter(StreamSessionStatus? Status, string? Export)
    {
        public static SessionFilter Of(ApiCall call) =>
            new(
                call.QueryWord("Status", (IReadOnlyCollection<string>)StreamSessionStatusWords.All) is { } word
                    ? StreamSessionStatusWords.Parse(word)
                    : null,
                call.QueryWord("ExportFilesStatus", ExportStatuses)
            );

        public IEnumerable<EmulatedStreamSession> Of(EmulatedStreamGroup group)
        {
            var sessions = Status is { } status ? group.SessionsIn(status) : group.Sessions;
            return Export is null ? sessions : sessions.Where(session => session.Export?.Status == Export);
        }
    }
}
