using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>Pages that are not read where they come again, against pages that are read anew each time: in random worlds the one fleet is the other after every page.</summary>
public sealed class KnownPagesTests
{
    private const int PageSize = 10;
    private static readonly string[] Groups = [A.Group, "sg-2"];
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);

    private readonly List<StreamSession> _versions = [];
    private readonly Dictionary<StreamSessionArn, int> _world = [];
    private readonly Dictionary<(string Group, StreamSessionStatus Status), KnownList> _known = [];
    private readonly LiveFleet _anew = new(new FakeTimeProvider(Start), new ServiceClock(), Options.Create(new LiveOptions()));
    private readonly LiveFleet _again = new(new FakeTimeProvider(Start), new ServiceClock(), Options.Create(new LiveOptions()));
    private DateTimeOffset _now = Start;
    private int _shown;
    private int _reads;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Read_anew_or_not_they_show_the_same_sessions_with_the_same_moments_and_miss_the_same(int seed)
    {
        var chance = new Random(seed);
        for (var number = 0; number < 60; number++)
        {
            Set(number, StreamSessionStatus.Connected);
        }

        for (var step = 0; step < 150; step++)
        {
            Stir(chance);
            Walk(Groups[chance.Next(2)], AStatus(chance), chance);
        }

        Assert.InRange(_reads, 60, _shown / 2);
        Assert.Contains(_again.Current.Sessions.Values, session => session.Window is not null);
    }

    /// <summary>Some sessions move on, some leave without a word, and one is read by itself; then time passes.</summary>
    private void Stir(Random chance)
    {
        for (var change = chance.Next(3); change > 0; change--)
        {
            var number = chance.Next(70);
            if (chance.Next(10) == 0)
            {
                _world.Remove(Arn(number));
            }
            else
            {
                Set(number, chance.Next(8) == 0 ? StreamSessionStatus.Terminated : AStatus(chance));
            }
        }

        _now += TimeSpan.FromSeconds(chance.NextDouble() * 20);
        var looked = Arn(chance.Next(70));
        foreach (var fleet in (LiveFleet[])[_anew, _again])
        {
            if (_world.TryGetValue(looked, out var version))
            {
                fleet.Apply((_versions[version] with { }).Details(), _now, _now);
            }
            else
            {
                fleet.NotFound(looked, _now, _now);
            }

            fleet.ForgetEndedBefore(_now.AddMinutes(-2));
        }
    }

    private void Walk(string group, StreamSessionStatus status, Random chance)
    {
        var listed = _world.Values.Where(version =>
            string.Equals(_versions[version].Arn.StreamGroupId, group, StringComparison.Ordinal) && _versions[version].Status == status
        );
        int[] order = chance.Next(3) == 0 ? [.. listed.OrderBy(_ => chance.Next())] : [.. listed.Order()];
        var known = _known.TryGetValue((group, status), out var there) ? there : _known[(group, status)] = new KnownList();
        var pages = order.Chunk(PageSize).DefaultIfEmpty([]).ToList();
        var startedAt = _now;
        HashSet<StreamSessionArn> seen = [];
        foreach (var (number, page) in pages.Index())
        {
            var body = Body(page, number == pages.Count - 1 ? null : number + 1);
            var (sentAt, arrivedAt) = (_now, _now += TimeSpan.FromSeconds(chance.NextDouble()));
            var anew = new KnownList().Read(null, body, item => Read(item) with { });
            var again = known.Read(number == 0 ? null : $"t{number}", body, item => CountedRead(item) with { });

            Assert.Equal(anew.NextToken, again.NextToken);
            Assert.Equal(Show(_anew, anew), Show(_again, again));
            Same();
            _shown += page.Length;
            seen.UnionWith(again.Items.Select(session => session.Arn));
            int Show(LiveFleet fleet, Page<StreamSession> shown) =>
                fleet.Apply(shown.Items.Select(session => new SessionRead(session, sentAt, arrivedAt)));
        }

        known.Walked();
        if (pages.Count == 1)
        {
            _anew.ListedWhole(group, status, startedAt);
            _again.ListedWhole(group, status, startedAt);
        }

        Assert.Equal(_anew.Walked(group, status, seen, startedAt, _now), _again.Walked(group, status, seen, startedAt, _now));
        Assert.Equal(
            _anew.NotReadSince(_now.AddSeconds(-60), _now.AddSeconds(-15)),
            _again.NotReadSince(_now.AddSeconds(-60), _now.AddSeconds(-15))
        );
        Same();
    }

    private void Same() => Assert.Equal(Told(_anew), Told(_again));

    private static List<LiveStreamSession> Told(LiveFleet fleet) =>
        [.. fleet.Current.Sessions.Values.OrderBy(session => session.Arn.Value, StringComparer.Ordinal)];

    private void Set(int number, StreamSessionStatus status)
    {
        var session = A.StreamSession(Arn(number).Id, Arn(number).StreamGroupId).In(status);
        _world[session.Arn] = _versions.Count;
        _versions.Add(session with { CreatedAt = Start.AddMinutes(-10), LastUpdatedAt = _now });
    }

    private static StreamSessionArn Arn(int number) =>
        A.Arn(string.Create(CultureInfo.InvariantCulture, $"s{number}"), Groups[number % 3 == 0 ? 1 : 0]);

    private static StreamSessionStatus AStatus(Random chance) =>
        chance.Next(2) == 0 ? StreamSessionStatus.Connected : StreamSessionStatus.Listed[chance.Next(StreamSessionStatus.Listed.Length)];

    private static byte[] Body(int[] versions, int? next) =>
        JsonSerializer.SerializeToUtf8Bytes(new { Items = versions, NextToken = next is null ? null : $"t{next}" });

    private StreamSession CountedRead(ReadOnlySpan<byte> item)
    {
        _reads++;
        return Read(item);
    }

    private StreamSession Read(ReadOnlySpan<byte> item) => _versions[JsonSerializer.Deserialize<int>(item)];
}
