using System.Collections.Concurrent;
using StreamOps.Operations.Background;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Reads the stream groups' tags, from when on somebody's sight goes by them; as often as the groups, and a new group's at once.</summary>
internal sealed partial class TagPoller(
    ServiceCalls calls,
    CallBudget budget,
    LiveFleet fleet,
    FleetClock clock,
    TimeProvider time,
    IOptions<LiveOptions> options,
    BackgroundWork work,
    ILogger<TagPoller> logger
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>After a first failure; doubled with each further one, up to the usual interval.</summary>
    private static readonly TimeSpan RetryAfterTrouble = TimeSpan.FromSeconds(5);

    private readonly ReadTrouble _trouble = new(clock);

    /// <summary>By stream group: when its tags are read next, and how often that failed in a row.</summary>
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, int Failures)> _next = new(StringComparer.Ordinal);

    private TimeSpan Interval => TimeSpan.FromSeconds(options.Value.GroupsIntervalSeconds);

    /// <summary>Reads them, again and again; one that is slow to answer holds up no other.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await fleet.UntilTagsAreWantedAsync(cancellationToken);
        while (true)
        {
            if (calls.ListBreaker.ProbeAt is null)
            {
                var groups = fleet.Current.Groups;
                foreach (var gone in _next.Keys.Where(id => !groups.ContainsKey(id)).ToList())
                {
                    _next.TryRemove(gone, out _);
                }

                foreach (var (id, group) in groups.Where(group => _next.GetValueOrDefault(group.Key).At <= clock.Now))
                {
                    work.Begin(new TagsOf(id), lifetime => ReadAsync(group.Group, lifetime));
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>The read of one group, which is under way once at a time.</summary>
    private sealed record TagsOf(string StreamGroupId);

    private async Task ReadAsync(StreamGroup group, CancellationToken cancellationToken)
    {
        try
        {
            await budget.TakeAsync(ApiOperations.ListTagsForResource, cancellationToken);
            var reply = await calls.MakeAsync(
                ApiOperations.ListTagsForResource,
                (service, token) => service.ListTagsAsync(group.Arn, token),
                breaker: null,
                cancellationToken
            );
            Take(group.Id, [.. reply.Value.Select(tag => $"{tag.Key}={tag.Value}")]);
            Came(group.Id);
        }
        catch (GameLiftException failure) when (failure.Code == ApiErrorCode.AccessDenied)
        {
            Denied(group.Id, failure);
        }
        catch (GameLiftException failure)
        {
            Failed(group.Id, failure);
        }
    }

    private void Came(string id)
    {
        _next[id] = (clock.Now + Interval, Failures: 0);
        if (_trouble.Ends(id) is { } lasted)
        {
            TagsReadAgain(lasted.TotalSeconds);
        }
    }

    // No outage: it stays so until somebody allows it.
    private void Denied(string id, GameLiftException failure)
    {
        _next[id] = (clock.Now + Interval, Failures: 0);
        if (_trouble.Begins(id, kind: id))
        {
            TagsDenied(id, failure.Operation, failure);
        }

        if (fleet.Current.Groups.GetValueOrDefault(id) is { Tags: null })
        {
            // Nobody sees it by a tag; that is known then.
            Take(id, []);
        }
    }

    private void Failed(string id, GameLiftException failure)
    {
        var failures = _next.GetValueOrDefault(id).Failures;
        var wait = RetryAfterTrouble * Math.Pow(2, Math.Min(failures, 10));
        _next[id] = (clock.Now + (wait < Interval ? wait : Interval), failures + 1);
        if (_trouble.Begins(id, failure.Code.Value))
        {
            TagsNotRead(failure.Code, ErrorText.ForCode(failure.Code, failure.Operation).Sentence, failure);
        }
    }

    private void Take(string id, ImmutableHashSet<string> tags) =>
        fleet.Update(snapshot =>
            snapshot.Groups.GetValueOrDefault(id) is { } known && known.Tags?.SetEquals(tags) != true
                ? snapshot with
                {
                    Groups = snapshot.Groups.SetItem(id, known with { Tags = tags }),
                }
                : snapshot
        );

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The tags of stream groups cannot be read ({Code}): who sees groups by tag sees them by the tags known before, if any. It is tried again, less and less often. {Words}"
    )]
    private partial void TagsNotRead(ApiErrorCode code, string words, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "The tags of stream groups are read again, after {Seconds:0} s.")]
    private partial void TagsReadAgain(double seconds);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "These credentials may not read the tags of stream group {StreamGroupId}: nobody sees it by a tag that is not known yet. Allow gameliftstreams:{Operation} for it; explicit denies count too."
    )]
    private partial void TagsDenied(string streamGroupId, string operation, Exception exception);
}
