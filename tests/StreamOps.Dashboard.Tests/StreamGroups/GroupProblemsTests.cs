using Bunit;
using MudBlazor;
using StreamOps.Dashboard.StreamGroups;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamGroups;

public sealed class GroupProblemsTests : MudTest
{
    /// <summary>The line an icon is drawn with: its markup is written anew when it is rendered.</summary>
    private static string ShapeOf(string icon) => icon.Split("d=\"")[^1].Split('"')[0];

    [Fact]
    public void A_group_that_may_not_be_read_is_named_with_the_permission_and_a_lock()
    {
        var note = Assert.Single(
            Problems(Fleet(PollState.Live, null, ("one", ApiErrorCode.AccessDenied), ("two", null))).FindAll(".notice")
        );

        Assert.Contains("gameliftstreams:ListStreamSessions", note.TextContent, StringComparison.Ordinal);
        Assert.Contains("The other groups stay.", note.TextContent, StringComparison.Ordinal);
        Assert.Contains(ShapeOf(Icons.Material.Filled.Lock), note.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_is_not_locked_shows_no_lock()
    {
        var note = Problems(Fleet(PollState.Live, null, ("one", ApiErrorCode.TimedOut), ("two", null))).Find(".notice");

        Assert.DoesNotContain(ShapeOf(Icons.Material.Filled.Lock), note.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void When_all_groups_fail_alike_the_banner_on_top_has_said_it()
    {
        var fleet = Fleet(PollState.Stale, ApiErrorCode.Unreachable, ("one", ApiErrorCode.Unreachable), ("two", ApiErrorCode.Unreachable));

        Assert.Empty(Problems(fleet).FindAll(".notice"));
    }

    [Fact]
    public void When_all_groups_fail_each_in_its_way_none_is_left_out()
    {
        var fleet = Fleet(PollState.Stale, ApiErrorCode.Unreachable, ("one", ApiErrorCode.Unreachable), ("two", ApiErrorCode.AccessDenied));

        var notes = Problems(fleet).FindAll(".notice");

        Assert.Equal(2, notes.Count);
        Assert.All(notes, note => Assert.DoesNotContain("The other groups stay.", note.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_banner_on_top_says_is_not_said_of_those_that_were_tried_since()
    {
        var fleet = Fleet(PollState.Stale, ApiErrorCode.Unreachable, ("one", ApiErrorCode.Unreachable), ("two", null));

        Assert.Empty(Problems(fleet).FindAll(".notice"));
    }

    [Theory]
    [InlineData(2, "g1 and g2 cannot be read")]
    [InlineData(3, "g1, g2 and g3 cannot be read")]
    [InlineData(9, "g1, g2, g3 and 6 more cannot be read")]
    public void Groups_with_one_trouble_are_one_line(int count, string words)
    {
        var groups = Enumerable.Range(1, count).Select(number => ($"g{number}", (ApiErrorCode?)ApiErrorCode.TimedOut));
        var fleet = Fleet(PollState.Live, null, [.. groups, ("well", null)]);

        var note = Assert.Single(Problems(fleet).FindAll(".notice"));

        Assert.Contains(
            words,
            string.Join(' ', note.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
    }

    private IRenderedComponent<GroupProblems> Problems(FleetSnapshot snapshot) =>
        Render<GroupProblems>(parameters => parameters.Add(part => part.Snapshot, snapshot));

    private static FleetSnapshot Fleet(PollState state, ApiErrorCode? error, params (string Id, ApiErrorCode? Problem)[] groups) =>
        APicture.Fleet() with
        {
            Health = new PollHealth { State = state, Error = error },
            Groups = FleetSnapshot.Empty.Groups.AddRange(
                groups.Select(group =>
                    KeyValuePair.Create(
                        group.Id,
                        new LiveStreamGroup(A.StreamGroup() with { Description = group.Id }, group.Problem)
                        {
                            ProblemOperation = group.Problem is null ? "" : "ListStreamSessions",
                        }
                    )
                )
            ),
        };
}
