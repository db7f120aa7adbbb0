using StreamOps.Operations.Errors;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Reads who waits in the whole account, where its owner wants that: with many stream groups sooner than group by group.</summary>
/// <remarks>It adds to the lists of the groups and replaces none: whom it does not show is not missed. Its documentation calls it costly: <see cref="LiveOptions.ByAccount"/>.</remarks>
internal sealed partial class AccountPoller(
    ServiceCalls calls,
    CallBudget budget,
    LiveFleet fleet,
    SessionLookups lookups,
    FleetClock clock,
    TimeProvider time,
    IOptions<LiveOptions> options,
    ILogger<AccountPoller> logger
)
{
    private const int MostPages = 100;
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfterTrouble = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(0.1);

    private readonly ReadTrouble _trouble = new(clock);

    /// <summary>Reads them, again and again.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = clock.Now + (budget.IsIdle ? AtMostEvery / options.Value.IdleShare : AtMostEvery);
            if (calls.ListBreaker.ProbeAt is null && fleet.Current.IsComplete)
            {
                next = await TryWalkAsync(cancellationToken) ?? next;
            }

            await Task.Delay(Moments.Longer(LeastPause, next - clock.Now), time, cancellationToken);
        }
    }

    /// <returns>When it is tried again; null where it came in.</returns>
    private async Task<DateTimeOffset?> TryWalkAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WalkAsync(cancellationToken);
            if (_trouble.Ends(ApiOperations.ListStreamSessionsByAccount) is { } lasted)
            {
                AccountReadAgain(lasted.TotalSeconds);
            }

            return null;
        }
        catch (GameLiftException failure)
        {
            if (_trouble.Begins(ApiOperations.ListStreamSessionsByAccount, failure.Code.Value))
            {
                AccountNotRead(failure.Code, ErrorText.ForCode(failure.Code, failure.Operation).Sentence, failure);
            }

            return clock.Now + (failure.Code == ApiErrorCode.AccessDenied ? ReadFailures.RefusalRetry : RetryAfterTrouble);
        }
    }

    private async Task WalkAsync(CancellationToken cancellationToken)
    {
        HashSet<string> tokens = new(StringComparer.Ordinal);
        var next = default(string);
        do
        {
            await budget.TakeAsync(ApiOperations.ListStreamSessionsByAccount, cancellationToken);
            var token = next;
            var reply = await calls.MakeAsync(
                ApiOperations.ListStreamSessionsByAccount,
                async (service, stop) =>
                    SessionPages.Whole(
                        await service.ListStreamSessionsByAccountAsync(StreamSessionStatus.PendingClientReconnection, token, stop),
                        ApiOperations.ListStreamSessionsByAccount
                    ),
                breaker: null,
                cancellationToken
            );
            Take(reply);
            next = reply.Value.NextToken;
        } while (!string.IsNullOrEmpty(next) && tokens.Add(next) && tokens.Count < MostPages);
    }

    private void Take(ServiceReply<Page<StreamSession>> reply)
    {
        var groups = fleet.Current.Groups;
        // It shows those of groups too that are not read: of these nobody would hear when they end.
        fleet.Apply(
            reply
                .Value.Items.Where(session => groups.TryGetValue(session.Arn.StreamGroupId, out var group) && GroupRules.IsPolled(group))
                .Select(session => new SessionRead(session, reply.SentAt, reply.ArrivedAt)),
            out var withoutTimeouts
        );
        lookups.Measure(withoutTimeouts);
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "Who waits in the whole account cannot be listed ({Code}): stream group by stream group it goes on. It is tried again. {Words}"
    )]
    private partial void AccountNotRead(ApiErrorCode code, string words, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Who waits in the whole account is listed again, after {Seconds:0} s.")]
    private partial void AccountReadAgain(double seconds);
}
