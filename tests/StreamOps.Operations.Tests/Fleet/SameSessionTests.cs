using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>What a read leaves as it was stays the object it was.</summary>
public sealed class SameSessionTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly string[] Texts = ["", "one", "two"];
    private static readonly DateTimeOffset?[] Moments = [null, Start, Start.AddSeconds(1)];

    [Fact]
    public void A_read_that_tells_nothing_new_leaves_the_session_the_object_it_was()
    {
        var known = After(null, Session(A.Arn("s1")));

        Assert.Same(known, After(known, Session(A.Arn("s1"))));
        Assert.Same(known, After(known, Session(A.Arn("s1")) with { UserId = "", CreatedAt = null, Location = "" }));
    }

    [Fact]
    public void A_session_that_moves_on_keeps_its_name_and_its_players()
    {
        var known = After(null, Session(A.Arn("s1")));

        var after = After(known, Session(A.Arn("s1")).In(StreamSessionStatus.Terminating));

        Assert.Same(known.Arn.Value, after.Arn.Value);
        Assert.Same(known.Session.UserId, after.Session.UserId);
        Assert.Equal(StreamSessionStatus.Terminating, after.Status);
    }

    [Fact]
    public void Of_two_random_reads_the_second_is_completed_by_the_first_and_a_new_object_only_where_it_differs()
    {
        var chance = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var (before, read) = (Any(chance), Any(chance));
            var known = After(null, before);

            var after = After(known, read).Session;

            var completed = Completed(before, read);
            Assert.Equal(completed, after);
            Assert.Equal(completed == before, ReferenceEquals(after, known.Session));
        }
    }

    private static StreamSession Completed(StreamSession before, StreamSession read)
    {
        return read with
        {
            StatusReason = Either(read.StatusReason, before.Status == read.Status ? before.StatusReason : ""),
            UserId = Either(read.UserId, before.UserId),
            ApplicationArn = Either(read.ApplicationArn, before.ApplicationArn),
            Location = Either(read.Location, before.Location),
            CreatedAt = read.CreatedAt ?? before.CreatedAt,
            LastUpdatedAt = read.LastUpdatedAt ?? before.LastUpdatedAt,
            ExportFilesStatus = Either(read.ExportFilesStatus, before.ExportFilesStatus),
            ExportFilesOutputUri = Either(read.ExportFilesOutputUri, before.ExportFilesOutputUri),
        };

        static string Either(string one, string other) => one.Length > 0 ? one : other;
    }

    private static LiveStreamSession After(LiveStreamSession? before, StreamSession read) =>
        SessionRules.After(before, Start, new SessionRead(read, Start.AddSeconds(5), Start.AddSeconds(5)), moment => moment);

    // Each with strings of its own, as a read makes them.
    private static StreamSession Session(StreamSessionArn arn) =>
        A.StreamSession(arn.Id) with
        {
            UserId = new string('u', 3),
            CreatedAt = Start,
            LastUpdatedAt = Start,
        };

    private static StreamSession Any(Random chance) =>
        new()
        {
            Arn = A.Arn("s1"),
            Status = chance.Next(2) == 0 ? StreamSessionStatus.Connected : StreamSessionStatus.Active,
            StatusReason = Text(chance),
            UserId = Text(chance),
            ApplicationArn = Text(chance),
            Location = Text(chance),
            CreatedAt = Moments[chance.Next(2)],
            LastUpdatedAt = Moments[chance.Next(3)],
            ExportFilesStatus = Text(chance),
            ExportFilesOutputUri = Text(chance),
        };

    // Mostly nothing: else no two reads would ever be alike.
    private static string Text(Random chance) => Texts[Math.Max(0, chance.Next(8) - 5)];
}
