using StreamOps.Operations.GameLift;
using StreamOps.Operations.Time;

namespace StreamOps.Testing;

/// <summary>The service as a test scripts it: answers from a small world, notes every call, fails or waits where the test says so.</summary>
public sealed class ScriptedGameLiftStreams(FleetClock clock) : IGameLiftStreams
{
    private int _requests;

    /// <summary>Stream groups by id.</summary>
    public Dictionary<string, StreamGroup> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Sessions by ARN.</summary>
    public Dictionary<StreamSessionArn, StreamSessionDetails> Sessions { get; } = [];

    public List<Application> Applications { get; } = [];

    /// <summary>Tags by the stream group's ARN; a group that is not named has none.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, string>> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Items a page holds, 100 like the service's most.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Whether every page but the first names itself as the next one.</summary>
    public bool LoopsTokens { get; set; }

    /// <summary>Whether every page of sessions, the last one too, names another one that nobody has seen yet.</summary>
    public bool NeverEnds { get; set; }

    /// <summary>What CreateStreamSessionConnection answers.</summary>
    public string AnswerText { get; set; } = """{"type":"answer","sdp":"v=0"}""";

    /// <summary>Every call in order, failed ones too.</summary>
    public List<ScriptedCall> Calls { get; } = [];

    /// <summary>Runs before each call is answered: throw to fail it, await to hold it.</summary>
    public Func<ScriptedCall, CancellationToken, Task> OnCall { get; set; } = (_, _) => Task.CompletedTask;

    public async Task<ServiceReply<Page<StreamGroup>>> ListStreamGroupsAsync(string? nextToken, CancellationToken cancellationToken) =>
        await AnswerAsync(new ScriptedCall("ListStreamGroups"), () => PageOf([.. Groups.Values], nextToken), cancellationToken);

    public async Task<ServiceReply<StreamGroup>> GetStreamGroupAsync(string streamGroupId, CancellationToken cancellationToken) =>
        await AnswerAsync(
            new ScriptedCall("GetStreamGroup") { StreamGroupId = streamGroupId },
            () => Groups.TryGetValue(streamGroupId, out var group) ? group : throw NotFound("GetStreamGroup"),
            cancellationToken
        );

    public async Task<ServiceReply<Page<StreamSession>>> ListStreamSessionsAsync(
        string streamGroupId,
        StreamSessionStatus status,
        string? nextToken,
        KnownList? known,
        CancellationToken cancellationToken
    ) =>
        await AnswerAsync(
            new ScriptedCall("ListStreamSessions")
            {
                StreamGroupId = streamGroupId,
                Status = status,
                HasToken = nextToken is not null,
            },
            () =>
                Known(
                    known,
                    nextToken,
                    PageOf(
                        [
                            .. Sessions
                                .Values.Select(details => details.Session)
                                .Where(session =>
                                    session.Status == status
                                    && string.Equals(session.Arn.StreamGroupId, streamGroupId, StringComparison.Ordinal)
                                ),
                        ],
                        nextToken
                    )
                ),
            cancellationToken
        );

    public async Task<ServiceReply<Page<StreamSession>>> ListStreamSessionsByAccountAsync(
        StreamSessionStatus status,
        string? nextToken,
        CancellationToken cancellationToken
    ) =>
        await AnswerAsync(
            new ScriptedCall("ListStreamSessionsByAccount") { Status = status, HasToken = nextToken is not null },
            () => PageOf([.. Sessions.Values.Select(details => details.Session).Where(session => session.Status == status)], nextToken),
            cancellationToken
        );

    public async Task<ServiceReply<StreamSessionDetails>> GetStreamSessionAsync(
        StreamSessionArn session,
        CancellationToken cancellationToken
    ) =>
        await AnswerAsync(
            new ScriptedCall("GetStreamSession") { Session = session },
            () => Sessions.TryGetValue(session, out var details) ? details : throw NotFound("GetStreamSession"),
            cancellationToken
        );

    public async Task<ServiceReply<Answer>> CreateStreamSessionConnectionAsync(
        StreamSessionArn session,
        Offer offer,
        string clientToken,
        CancellationToken cancellationToken
    ) =>
        await AnswerAsync(
            new ScriptedCall("CreateStreamSessionConnection")
            {
                Session = session,
                ClientToken = clientToken,
                Offer = offer,
            },
            () => new Answer(AnswerText),
            cancellationToken
        );

    public async Task<ServiceReply<Nothing>> TerminateStreamSessionAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        await AnswerAsync(new ScriptedCall("TerminateStreamSession") { Session = session }, () => default(Nothing), cancellationToken);

    public async Task<ServiceReply<Nothing>> ExportStreamSessionFilesAsync(
        StreamSessionArn session,
        string outputUri,
        CancellationToken cancellationToken
    ) => await AnswerAsync(new ScriptedCall("ExportStreamSessionFiles") { Session = session }, () => default(Nothing), cancellationToken);

    public async Task<ServiceReply<Page<Application>>> ListApplicationsAsync(string? nextToken, CancellationToken cancellationToken) =>
        await AnswerAsync(new ScriptedCall("ListApplications"), () => PageOf(Applications, nextToken), cancellationToken);

    public async Task<ServiceReply<IReadOnlyDictionary<string, string>>> ListTagsAsync(
        string streamGroupArn,
        CancellationToken cancellationToken
    ) =>
        await AnswerAsync(
            new ScriptedCall("ListTagsForResource") { StreamGroupId = streamGroupArn[(streamGroupArn.LastIndexOf('/') + 1)..] },
            () => Tags.GetValueOrDefault(streamGroupArn, new Dictionary<string, string>()),
            cancellationToken
        );

    private async Task<ServiceReply<T>> AnswerAsync<T>(ScriptedCall call, Func<T> answer, CancellationToken cancellationToken)
    {
        var sentAt = clock.Now;
        lock (Calls)
        {
            Calls.Add(call with { At = sentAt });
        }

        await OnCall(call, cancellationToken);
        var date = DateTimeOffset.FromUnixTimeSeconds(clock.Now.ToUnixTimeSeconds());
        return new ServiceReply<T>(answer(), $"request-{Interlocked.Increment(ref _requests)}", sentAt, clock.Now, date);
    }

    private static Page<StreamSession> Known(KnownList? known, string? token, Page<StreamSession> page) =>
        known?.Recognized(token, page) ?? page;

    private Page<T> PageOf<T>(IReadOnlyList<T> items, string? nextToken)
    {
        var start = nextToken is null ? 0 : int.Parse(nextToken, System.Globalization.CultureInfo.InvariantCulture);
        var end = start + PageSize;
        if (LoopsTokens && start > 0)
        {
            return new Page<T>([.. items.Skip(start).Take(PageSize)], nextToken);
        }

        return new Page<T>(
            [.. items.Skip(start).Take(PageSize)],
            (NeverEnds && items is IReadOnlyList<StreamSession>) || end < items.Count
                ? end.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : null
        );
    }

    private static GameLiftException NotFound(string operation) =>
        new(ApiErrorCode.ResourceNotFound, operation, "Not found.") { HttpStatus = 404, WasAnswered = true };
}

/// <summary>One call as the script saw it.</summary>
public sealed record ScriptedCall(string Operation)
{
    public DateTimeOffset At { get; init; }

    public string StreamGroupId { get; init; } = "";

    public StreamSessionStatus? Status { get; init; }

    public StreamSessionArn? Session { get; init; }

    /// <summary>Whether a later page was asked for.</summary>
    public bool HasToken { get; init; }

    public string ClientToken { get; init; } = "";

    public Offer? Offer { get; init; }
}
