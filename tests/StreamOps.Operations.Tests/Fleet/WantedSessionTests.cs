using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>Who is to be looked up, of very many who might be.</summary>
public sealed class WantedSessionTests
{
    private const int Many = 20_000;
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
    private readonly LiveFleet _fleet = new(new FakeTimeProvider(Start), new ServiceClock(), Options.Create(new LiveOptions()));

    public WantedSessionTests()
    {
        // In no order of reading: each a second after another one.
        _fleet.Apply(Enumerable.Range(0, Many).Select(number => Read($"c{number}", StreamSessionStatus.Connected, number * 7 % Many)));
        _fleet.Apply(Enumerable.Range(0, 150).Select(number => Read($"w{number}", StreamSessionStatus.PendingClientReconnection, Many)));
    }

    [Fact]
    public void All_whose_player_waits_are_named_and_of_the_others_the_hundred_that_were_not_read_for_longest()
    {
        var wanted = _fleet.NotReadSince(Start.AddDays(1), Start.AddDays(1));

        Assert.Equal(150, wanted.Count(one => one.Deadline is not null));
        Assert.Equal(
            Enumerable.Range(0, 100).Select(second => Enumerable.Range(0, Many).First(number => number * 7 % Many == second)),
            wanted.Where(one => one.Deadline is null).Select(one => Number(one.Arn))
        );
    }

    [Fact]
    [Trait("Row", "F23")]
    public void They_are_named_without_sorting_all_of_them()
    {
        _fleet.NotReadSince(Start.AddDays(1), Start.AddDays(1));
        var before = GC.GetAllocatedBytesForCurrentThread();

        _fleet.NotReadSince(Start.AddDays(1), Start.AddDays(1));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    [Trait("Row", "F22")]
    public void A_page_names_whom_it_brought_into_a_window_and_whose_row_somebody_sees_and_nobody_else()
    {
        _fleet.InView = new HashSet<StreamSessionArn> { A.Arn("w7"), A.Arn("c5") };

        _fleet.Apply(
            [
                Read("c1", StreamSessionStatus.PendingClientReconnection, Many + 1),
                Read("c2", StreamSessionStatus.Connected, Many + 1),
                Read("w3", StreamSessionStatus.PendingClientReconnection, Many + 1),
            ],
            out var named
        );

        Assert.Equal(
            [(A.Arn("c1"), false), (A.Arn("w7"), true)],
            named.Select(one => (one.Arn, one.IsInView)).OrderBy(one => one.Arn.Value, StringComparer.Ordinal)
        );
        Assert.Equal(151, _fleet.WithoutTimeouts().Count);
    }

    [Fact]
    public void A_page_that_brings_nobody_into_a_window_while_all_timeouts_are_known_names_nobody()
    {
        var fleet = new LiveFleet(new FakeTimeProvider(Start), new ServiceClock(), Options.Create(new LiveOptions()));

        fleet.Apply([Read("c1", StreamSessionStatus.Connected, 1)], out var named);

        Assert.Empty(named);
    }

    private static int Number(StreamSessionArn arn) =>
        int.Parse(arn.Value[(arn.Value.LastIndexOf('c') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private static SessionRead Read(string id, StreamSessionStatus status, int second) =>
        new(A.StreamSession(id).In(status), Start.AddSeconds(second), Start.AddSeconds(second));
}
