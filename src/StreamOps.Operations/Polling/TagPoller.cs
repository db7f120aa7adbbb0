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
    ILogger<TagPoller> logger
)
{
    private const string ListTags = "ListTagsForResource";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfterTrouble = TimeSpan.FromSeconds(5);

    /// <summary>Reads them, again and again.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await fleet.UntilTagsAreWantedAsync(cancellationToken);
        var due = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        while (true)
        {
            foreach (var (id, group) in fleet.Current.Groups.Where(group => due.GetValueOrDefault(group.Key) <= clock.Now))
            {
                due[id] = clock.Now + (await ReadAsync(group.Group, cancellationToken) ? Interval : RetryAfterTrouble);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private TimeSpan Interval => TimeSpan.FromSeconds(options.Value.GroupsIntervalSeconds);

    /// <summary>Whether that is all there is to know for now; what was known stays where it is not.</summary>
    private async Task<bool> ReadAsync(StreamGroup group, CancellationToken cancellationToken)
    {
        try
        {
            await budget.TakeAsync(ListTags, cancellationToken);
            var reply = await calls.MakeAsync(
                ListTags,
                (service, token) => service.ListTagsAsync(group.Arn, token),
                breaker: null,
                cancellationToken
            );
            Take(group.Id, [.. reply.Value.Select(tag => $"{tag.Key}={tag.Value}")]);
            return true;
        }
        catch (GameLiftException failure)
        {
            TagsNotRead(failure.Code, ErrorText.ForCode(failure.Code, failure.Operation).Sentence, failure);
            if (failure.Code == ApiErrorCode.AccessDenied && fleet.Current.Groups.GetValueOrDefault(group.Id) is { Tags: null })
            {
                // Nobody sees it by a tag; that is known then.
                Take(group.Id, []);
            }

            return failure.Code == ApiErrorCode.AccessDenied;
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
        "The tags of a stream group cannot be read ({Code}): who sees groups by tag sees it by the tags known before, if any. {Words}"
    )]
    private partial void TagsNotRead(ApiErrorCode code, string words, Exception exception);
}
