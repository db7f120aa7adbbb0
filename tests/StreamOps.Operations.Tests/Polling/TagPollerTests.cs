using Microsoft.Extensions.Logging;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>The groups' tags are read where somebody's sight goes by them, and nowhere else.</summary>
public sealed class TagPollerTests
{
    private const string ListTags = "ListTagsForResource";

    [Fact]
    public void Tags_are_asked_for_by_nobody_until_somebody_sees_groups_by_them()
    {
        using var feed = Feed();
        feed.Stepped.Advance(TimeSpan.FromSeconds(40));
        Assert.DoesNotContain(feed.Service.Calls, call => call.Operation == ListTags);

        feed.Fleet.WantTags();
        feed.Stepped.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["team=west"], feed.Fleet.Current.Groups[A.Group].Tags!);
    }

    [Fact]
    public void A_tag_that_is_taken_away_is_seen_with_the_next_read()
    {
        using var feed = Feed();
        feed.Fleet.WantTags();
        feed.Stepped.Advance(TimeSpan.FromSeconds(5));

        feed.Service.Tags.Clear();
        feed.Stepped.Advance(TimeSpan.FromMinutes(3));

        Assert.Empty(feed.Fleet.Current.Groups[A.Group].Tags!);
    }

    [Fact]
    public void Without_the_permission_nobody_sees_the_group_by_a_tag_and_what_was_known_stays()
    {
        using var feed = Feed();
        feed.Service.OnCall = (call, _) =>
            call.Operation == ListTags
                ? throw new GameLiftException(ApiErrorCode.AccessDenied, ListTags, "No.") { HttpStatus = 403, WasAnswered = true }
                : Task.CompletedTask;
        feed.Fleet.WantTags();
        feed.Stepped.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(feed.Fleet.Current.Groups[A.Group].Tags!);

        var refuse = feed.Service.OnCall;
        feed.Service.OnCall = (_, _) => Task.CompletedTask;
        feed.Stepped.Advance(TimeSpan.FromMinutes(3));
        feed.Service.OnCall = refuse;
        feed.Stepped.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(["team=west"], feed.Fleet.Current.Groups[A.Group].Tags!);
    }

    [Fact]
    public void An_outage_is_told_once_when_it_begins_and_once_when_it_is_over_and_asked_less_and_less()
    {
        var log = new CapturingLog();
        using var feed = Feed(log);
        feed.Service.Groups["sg-other"] = A.StreamGroup("sg-other");
        feed.Service.OnCall = (call, _) =>
            call.Operation == ListTags
                ? throw new GameLiftException(ApiErrorCode.InternalServer, ListTags, "Down.") { HttpStatus = 500, WasAnswered = true }
                : Task.CompletedTask;
        feed.Fleet.WantTags();
        feed.Advance(120);

        Assert.Single(log.Lines, line => line.Contains("tags of stream groups", StringComparison.Ordinal));
        // Of two groups, each twice: after 0, 5, 15 and 35 s, and then as often as usual, every 30 s.
        Assert.InRange(feed.Calls(ListTags).Count, 20, 28);

        feed.Service.OnCall = (_, _) => Task.CompletedTask;
        feed.Advance(120);

        Assert.Single(log.Lines, line => line.Contains("tags of stream groups are read again", StringComparison.Ordinal));
        Assert.Equal(2, log.Lines.Count(line => line.Contains("tags of stream groups", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_group_whose_tags_are_denied_is_named_once_with_what_to_allow()
    {
        var log = new CapturingLog();
        using var feed = Feed(log);
        feed.Service.OnCall = (call, _) =>
            call.Operation == ListTags
                ? throw new GameLiftException(ApiErrorCode.AccessDenied, ListTags, "No.") { HttpStatus = 403, WasAnswered = true }
                : Task.CompletedTask;
        feed.Fleet.WantTags();
        feed.Advance(150);

        var line = Assert.Single(log.Lines, line => line.Contains(A.Group, StringComparison.Ordinal));
        Assert.Contains($"gameliftstreams:{ListTags}", line);
    }

    [Theory]
    [InlineData(ListTags)]
    [InlineData("GetStreamGroup")]
    public void A_group_that_is_slow_to_answer_holds_up_no_other(string operation)
    {
        using var feed = new LiveFeed();
        feed.Service.Groups[A.Group] = A.StreamGroup();
        feed.Service.OnCall = (call, stop) =>
            call.Operation == operation && call.StreamGroupId == A.Group
                ? Task.Delay(TimeSpan.FromHours(1), feed.Time, stop)
                : Task.CompletedTask;
        feed.Fleet.WantTags();
        feed.Start();
        while (feed.Calls(operation).Count == 0)
        {
            feed.Advance(0.1);
        }

        // It hangs until its deadline, and the second attempt's; another group is found meanwhile.
        var other = A.StreamGroup("sg-other");
        feed.Service.Groups[other.Id] = other;
        feed.Fleet.Update(snapshot => snapshot with { Groups = GroupRules.WithListed(snapshot.Groups, other) });
        feed.Advance(1.5);

        Assert.Contains(feed.Calls(operation), call => call.StreamGroupId == other.Id);
        // And none is read twice at once.
        feed.Advance(1);
        Assert.InRange(feed.Calls(operation).Count(call => call.StreamGroupId == A.Group), 1, 2);
    }

    private static LiveFeed Feed(ILoggerFactory? logs = null)
    {
        var feed = new LiveFeed(logs: logs);
        feed.Service.Groups[A.Group] = A.StreamGroup();
        feed.Service.Tags[A.StreamGroup().Arn] = new Dictionary<string, string> { ["team"] = "west" };
        feed.Start();
        return feed;
    }
}
