using StreamOps.Operations.Fleet;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Reads one page of sessions and hands what it shows, or why it came not, to those whom it concerns.</summary>
internal sealed partial class SessionPages(
    ServiceCalls calls,
    PollTurns turns,
    LiveFleet fleet,
    SessionLookups lookups,
    GroupPoller groups,
    Freshness freshness,
    FleetClock clock,
    ILogger<SessionPages> logger
)
{
    private const int FailuresForAProblem = 3;
    private static readonly TimeSpan LeastRetry = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);

    private readonly ReadTrouble _trouble = new(clock);

    /// <summary>Reads the page whose turn it is. Whatever comes of it, the class is read again.</summary>
    public async Task ReadAsync(PollClass one, CancellationToken cancellationToken)
    {
        var token = one.Walk!.NextToken;
        try
        {
            var reply = await calls.MakeAsync(
                ApiOperations.ListStreamSessions,
                (service, stop) => ReadPageAsync(service, one, token, stop),
                calls.ListBreaker,
                cancellationToken,
                TellGivenUp
            );
            Take(one, token, reply);
        }
        catch (GameLiftException failure)
        {
            Refuse(one, failure, token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The feed ends.
        }
        catch (Exception defect)
        {
            // The class must be read again whatever happened, or its sessions would stand still unnoticed.
            Refuse(
                one,
                new GameLiftException(
                    ApiErrorCode.UnreadableAnswer,
                    ApiOperations.ListStreamSessions,
                    "The page could not be taken in.",
                    defect
                ),
                token
            );
        }
    }

    private static async Task<ServiceReply<Page<StreamSession>>> ReadPageAsync(
        IGameLiftStreams service,
        PollClass one,
        string? token,
        CancellationToken cancellationToken
    ) =>
        Whole(
            await service.ListStreamSessionsAsync(one.StreamGroupId, one.Status, token, one.Known, cancellationToken),
            ApiOperations.ListStreamSessions
        );

    /// <summary>A page with an entry that is no session is refused whole: half a page would look like absence.</summary>
    internal static ServiceReply<Page<StreamSession>> Whole(ServiceReply<Page<StreamSession>> reply, string operation) =>
        reply.Value.Items.All(session => session is { Arn.Value: not null, Status.Value: not null })
            ? reply
            : throw new GameLiftException(ApiErrorCode.UnreadableAnswer, operation, "The page holds an entry that is no stream session.")
            {
                WasAnswered = true,
                RequestId = reply.RequestId,
            };

    private void Take(PollClass one, string? token, ServiceReply<Page<StreamSession>> reply)
    {
        var page = reply.Value;
        var entered = fleet.Apply(
            page.Items.Select(session => new SessionRead(session, reply.SentAt, reply.ArrivedAt)),
            out var withoutTimeouts
        );
        var sessions = fleet.Current.Sessions;
        one.Known.Share(page, token, arn => sessions.GetValueOrDefault(arn)?.Session);
        var (walked, isComplete) = turns.Succeeded(one, page, entered);
        SetProblem(one.StreamGroupId, problem: null);
        if (isComplete)
        {
            freshness.Complete();
        }

        freshness.Good(reply.ArrivedAt);
        if (_trouble.Ends(ReadOf(one)) is { } lasted)
        {
            SessionPagesLog.PolledAgain(logger, one.StreamGroupId, one.Status, lasted.TotalSeconds);
        }

        lookups.Measure(withoutTimeouts);
        if (walked is { IsWhole: true })
        {
            if (walked.Pages == 1)
            {
                fleet.ListedWhole(one.StreamGroupId, one.Status, reply.SentAt);
            }

            lookups.Find(fleet.Walked(one.StreamGroupId, one.Status, walked.Seen, walked.StartedAt, reply.ArrivedAt));
        }

        var applications = fleet.Current.Applications;
        if (page.Items.Any(session => session.ApplicationArn.Length > 0 && !applications.ContainsKey(session.ApplicationArn)))
        {
            groups.WantApplications();
        }
    }

    /// <summary>A read that waited to its deadline was silence enough: nobody should have to wait for the second one to know.</summary>
    private void TellGivenUp(GameLiftException failure)
    {
        if (failure.Code == ApiErrorCode.TimedOut)
        {
            freshness.Bad(failure, clock.Now, isOutage: false);
        }
    }

    private void Refuse(PollClass one, GameLiftException failure, string? token)
    {
        if (token is not null && failure.Code == ApiErrorCode.Validation)
        {
            turns.TokenFailed(one);
            return;
        }

        var now = clock.Now;
        var isPassing = failure.IsTransient() || failure.IsAboutCredentials() || failure.Code == ApiErrorCode.Throttling;
        var wait =
            failure.Code == ApiErrorCode.Throttling ? failure.RetryAfter ?? BackOff(one.Failures)
            : isPassing ? RetryOf(one)
            : ReadFailures.RefusalRetry;
        turns.Failed(one, now + wait, isRefused: !isPassing);
        if (_trouble.Begins(ReadOf(one), isPassing ? failure.Code.Value : one.StreamGroupId))
        {
            SessionPagesLog.PollFailed(logger, one.StreamGroupId, one.Status, failure.Code, failure);
        }

        if (!isPassing || one.Failures >= FailuresForAProblem)
        {
            SetProblem(one.StreamGroupId, failure.Code);
        }

        var probeAt = calls.ListBreaker.ProbeAt;
        freshness.Bad(failure, probeAt ?? now + wait, isOutage: probeAt is not null || turns.IsAllRefused(now));
    }

    /// <summary>After as long as its pages are apart; where nobody knows the list yet everybody waits for it.</summary>
    private static TimeSpan RetryOf(PollClass one) =>
        Moments.Longer(LeastRetry, one.WasWalked ? one.PageInterval : Moments.Shorter(one.PageInterval, FirstRetry));

    private static string ReadOf(PollClass one) => $"{one.StreamGroupId} {one.Status}";

    /// <summary>Full jitter: calls that were refused together must not come back together.</summary>
    private static TimeSpan BackOff(int failures) =>
        TimeSpan.FromSeconds(Math.Min(4, 0.25 * Math.Pow(2, Math.Min(failures, 10))) * Random.Shared.NextDouble());

    private void SetProblem(string streamGroupId, ApiErrorCode? problem) =>
        fleet.Update(snapshot =>
        {
            var isOurs =
                snapshot.Groups.TryGetValue(streamGroupId, out var known)
                && known.Problem != problem
                && (
                    problem is not null || string.Equals(known.ProblemOperation, ApiOperations.ListStreamSessions, StringComparison.Ordinal)
                );
            return isOurs
                ? snapshot with
                {
                    Groups = snapshot.Groups.SetItem(
                        streamGroupId,
                        known! with
                        {
                            Problem = problem,
                            ProblemOperation = problem is null ? "" : ApiOperations.ListStreamSessions,
                        }
                    ),
                }
                : snapshot;
        });

    private static partial class SessionPagesLog
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Reading {Status} sessions of stream group {StreamGroupId} failed: {Code}. It is tried again; others that fail like it are not told apart."
        )]
        public static partial void PollFailed(
            ILogger logger,
            string streamGroupId,
            StreamSessionStatus status,
            ApiErrorCode code,
            Exception exception
        );

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "Reading {Status} sessions of stream group {StreamGroupId} works again, as all that failed like it, after {Seconds:0.0} s."
        )]
        public static partial void PolledAgain(ILogger logger, string streamGroupId, StreamSessionStatus status, double seconds);
    }
}
