using StreamOps.Operations.Background;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Polling;

/// <summary>Reads the stream groups, their capacity and the names of the applications, each within its own budget.</summary>
internal sealed partial class GroupPoller(
    ServiceCalls calls,
    CallBudget budget,
    LiveFleet fleet,
    Freshness freshness,
    FleetClock clock,
    TimeProvider time,
    IOptions<LiveOptions> options,
    BackgroundWork work,
    ILogger<GroupPoller> logger
)
{
    private const int MostPages = 100;
    private static readonly TimeSpan RetryAfterTrouble = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ApplicationsAtMostEvery = TimeSpan.FromSeconds(30);

    private readonly WakeUp _applicationsWanted = new(time);
    private readonly Newest<int> _changes = new(0);
    private readonly ReadTrouble _trouble = new(clock);

    /// <summary>Whether the stream groups were ever read.</summary>
    public bool HasGroups { get; private set; }

    /// <summary>Counts the changes of the stream groups: now and with each one.</summary>
    public IAsyncEnumerable<int> CountChangesAsync(CancellationToken cancellationToken) => _changes.WatchAsync(cancellationToken);

    /// <summary>An application without a name was seen.</summary>
    public void WantApplications() => _applicationsWanted.Set();

    /// <summary>Walks through the stream groups, again and again.</summary>
    public async Task WalkGroupsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = TimeSpan.FromSeconds(options.Value.GroupsIntervalSeconds);
            try
            {
                if (HasGroups && calls.ListBreaker.ProbeAt is not null)
                {
                    wait = RetryAfterTrouble;
                }
                else
                {
                    Take(
                        await WalkAsync(
                            ApiOperations.ListStreamGroups,
                            (service, token, stop) => service.ListStreamGroupsAsync(token, stop),
                            cancellationToken
                        )
                    );
                    TellOver(ApiOperations.ListStreamGroups);
                }
            }
            catch (GameLiftException failure)
            {
                wait = RetryAfterTrouble;
                Tell(ApiOperations.ListStreamGroups, failure);
                if (!HasGroups)
                {
                    freshness.Bad(failure, clock.Now + wait, isOutage: true);
                }
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>Reads each stream group's capacity, as the budget gives the turns; one that is slow to answer holds up no other.</summary>
    public async Task ReadCapacityAsync(CancellationToken cancellationToken)
    {
        var readAt = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        while (true)
        {
            var interval = TimeSpan.FromSeconds(options.Value.CapacityIntervalSeconds);
            var groups = fleet.Current.Groups;
            foreach (var gone in readAt.Keys.Where(id => !groups.ContainsKey(id)).ToList())
            {
                readAt.Remove(gone);
            }

            foreach (var id in groups.Keys.Where(id => readAt.GetValueOrDefault(id, DateTimeOffset.MinValue) + interval <= clock.Now))
            {
                if (work.Begin(new CapacityOf(id), lifetime => ReadCapacityAsync(id, lifetime)))
                {
                    readAt[id] = clock.Now;
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
    }

    /// <summary>Reads the applications' names at the start, seldom after it, and when one is missing.</summary>
    public async Task ReadApplicationsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (calls.ListBreaker.ProbeAt is not null)
            {
                await Task.Delay(RetryAfterTrouble, time, cancellationToken);
                continue;
            }

            try
            {
                var found = await WalkAsync(
                    ApiOperations.ListApplications,
                    (service, token, stop) => service.ListApplicationsAsync(token, stop),
                    cancellationToken
                );
                Take(found);
                TellOver(ApiOperations.ListApplications);
            }
            catch (GameLiftException failure)
            {
                Tell(ApiOperations.ListApplications, failure);
            }

            // A name that the service does not give must not be asked for over and over.
            await Task.Delay(ApplicationsAtMostEvery, time, cancellationToken);
            await _applicationsWanted.WaitAsync(
                TimeSpan.FromSeconds(options.Value.ApplicationsIntervalSeconds) - ApplicationsAtMostEvery + TimeSpan.FromSeconds(1),
                cancellationToken
            );
        }
    }

    private async Task ReadCapacityAsync(string id, CancellationToken cancellationToken)
    {
        if (calls.ListBreaker.ProbeAt is not null)
        {
            return;
        }

        try
        {
            await budget.TakeAsync(ApiOperations.GetStreamGroup, cancellationToken);
            var reply = await calls.MakeAsync(
                ApiOperations.GetStreamGroup,
                (service, token) => service.GetStreamGroupAsync(id, token),
                breaker: null,
                cancellationToken
            );
            Change(id, known => GroupRules.WithDetails(known, reply.Value));
            TellOver(ReadOf(id));
        }
        catch (GameLiftException failure) when (failure.Code == ApiErrorCode.ResourceNotFound)
        {
            // Missing from the list alone it would have stayed: only this says that it is gone.
            fleet.Update(snapshot => snapshot.Groups.ContainsKey(id) ? snapshot with { Groups = snapshot.Groups.Remove(id) } : snapshot);
            _changes.Change(count => count + 1);
        }
        catch (GameLiftException failure)
        {
            Tell(ReadOf(id), failure);
            if (failure.Code == ApiErrorCode.AccessDenied)
            {
                Change(
                    id,
                    known =>
                        known.Problem is null
                            ? known with
                            {
                                Problem = failure.Code,
                                ProblemOperation = ApiOperations.GetStreamGroup,
                            }
                            : known
                );
            }
        }
    }

    private void Change(string id, Func<LiveStreamGroup, LiveStreamGroup> change) =>
        fleet.Update(snapshot =>
        {
            var known = snapshot.Groups.GetValueOrDefault(id);
            var changed = known is null ? null : change(known);
            return ReferenceEquals(known, changed) ? snapshot : snapshot with { Groups = snapshot.Groups.SetItem(id, changed!) };
        });

    private void Take(IReadOnlyList<StreamGroup> groups)
    {
        fleet.Update(snapshot =>
        {
            var after = groups.Aggregate(snapshot.Groups, GroupRules.WithListed);
            return ReferenceEquals(after, snapshot.Groups) ? snapshot : snapshot with { Groups = after };
        });
        // Where no sessions are to be read, the groups are all that is.
        if (!HasGroups || !fleet.Current.Groups.Values.Any(GroupRules.IsPolled))
        {
            HasGroups = true;
            freshness.Good(clock.Now);
        }

        _changes.Change(count => count + 1);
    }

    private void Take(IReadOnlyList<Application> applications) =>
        fleet.Update(snapshot =>
        {
            var after = snapshot.Applications;
            foreach (var application in applications)
            {
                after =
                    after.TryGetValue(application.Arn, out var known) && known == application
                        ? after
                        : after.SetItem(application.Arn, application);
            }

            return ReferenceEquals(after, snapshot.Applications) ? snapshot : snapshot with { Applications = after };
        });

    private async Task<IReadOnlyList<T>> WalkAsync<T>(
        string operation,
        Func<IGameLiftStreams, string?, CancellationToken, Task<ServiceReply<Page<T>>>> read,
        CancellationToken cancellationToken
    )
    {
        List<T> items = [];
        HashSet<string> tokens = new(StringComparer.Ordinal);
        var next = default(string);
        do
        {
            await budget.TakeAsync(operation, cancellationToken);
            var token = next;
            var reply = await calls.MakeAsync(operation, (service, stop) => read(service, token, stop), breaker: null, cancellationToken);
            items.AddRange(reply.Value.Items);
            next = reply.Value.NextToken;
        } while (!string.IsNullOrEmpty(next) && tokens.Add(next) && tokens.Count < MostPages);

        return items;
    }

    /// <summary>The read of one group, which is under way once at a time.</summary>
    private sealed record CapacityOf(string StreamGroupId);

    private static string ReadOf(string streamGroupId) => $"{ApiOperations.GetStreamGroup} of {streamGroupId}";

    // What is refused of one group is its own; all else is what every read of its kind meets.
    private void Tell(string read, GameLiftException failure)
    {
        if (_trouble.Begins(read, failure.Code == ApiErrorCode.AccessDenied ? read : $"{failure.Operation} {failure.Code}"))
        {
            var words = ErrorText.ForCode(failure.Code, failure.Operation).Sentence;
            GroupPollerLog.ReadFailed(logger, read, failure.Code, words, failure);
        }
    }

    private void TellOver(string read)
    {
        if (_trouble.Ends(read) is { } lasted)
        {
            GroupPollerLog.ReadAgain(logger, read, lasted.TotalSeconds);
        }
    }

    private static partial class GroupPollerLog
    {
        [LoggerMessage(1, LogLevel.Warning, "{Read} failed: {Code}. It is tried again. {Words}")]
        public static partial void ReadFailed(ILogger logger, string read, ApiErrorCode code, string words, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "{Read} works again, after {Seconds:0} s.")]
        public static partial void ReadAgain(ILogger logger, string read, double seconds);
    }
}
