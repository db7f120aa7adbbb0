using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Episodes;

public class EpisodeRecorderTests
{
    [Fact]
    public async Task The_timeline_and_the_episode_are_stored_and_the_end_is_told()
    {
        await using var stage = await RescueStage.OpenAsync();
        using var recorder = await RecorderOf(stage);

        recorder.See(Seen(stage, "CONNECTED"));
        recorder.See(Lost(stage));
        recorder.See(Seen(stage, "TERMINATED", "reconnectionTimeout"));
        await RescueStage.WaitForAsync(() => recorder.Log.EndedWithinTheHour.Length == 1, "the end is told");
        await recorder.StopAsync();

        Assert.Equal(EpisodeOutcome.TooLate, recorder.Log.EndedWithinTheHour[0].Outcome);
        var timeline = await new EpisodeTable(stage.Store).TimelineOfAsync(stage.Session, default);
        Assert.Equal(["CONNECTED", "PENDING_CLIENT_RECONNECTION", "TERMINATED"], timeline.Select(seen => seen.Status.Value));
    }

    [Fact]
    public async Task After_a_defect_the_recorder_goes_on()
    {
        await using var stage = await RescueStage.OpenAsync();
        using var recorder = await RecorderOf(stage);

        recorder.Break();
        recorder.See(Lost(stage));
        recorder.See(Seen(stage, "TERMINATED", "reconnectionTimeout"));

        await RescueStage.WaitForAsync(
            () =>
            {
                stage.Time.Advance(TimeSpan.FromSeconds(1));
                return recorder.Log.EndedWithinTheHour.Length == 1;
            },
            "the end is told"
        );
    }

    [Fact]
    public async Task After_a_restart_the_fleet_gets_the_open_windows_before_its_first_read()
    {
        await using var stage = await RescueStage.OpenAsync();
        using (var first = await RecorderOf(stage))
        {
            first.See(Lost(stage));
            await RescueStage.WaitForAsync(
                () => new EpisodeTable(stage.Store).OpenAsync(default).Result.Count == 1,
                "the episode is stored"
            );
            await first.StopAsync();
        }

        using var second = await RecorderOf(stage);

        var window = Assert.Single(second.Adopted);
        Assert.Equal((stage.Session, 7L, TimeSpan.FromSeconds(120)), (window.Session, window.Epoch, window.ConnectionTimeout));
    }

    [Fact]
    [Trait("Row", "F12")]
    public async Task Killed_before_its_episode_was_stored_a_rescue_stands_for_it()
    {
        await using var stage = await RescueStage.OpenAsync();
        var attempt = await stage.CommitWithoutCallAsync();

        using var recorder = await RecorderOf(stage);

        var window = Assert.Single(recorder.Adopted);
        Assert.Equal((attempt.Session, attempt.WindowEpoch), (window.Session, window.Epoch));
        Assert.Equal(attempt.WindowEpoch, window.EnteredEarliest.ToUnixTimeMilliseconds());
    }

    [Fact]
    [Trait("Row", "F12")]
    public async Task What_was_stored_of_a_rescues_episode_is_known_better_than_from_the_rescue()
    {
        await using var stage = await RescueStage.OpenAsync();
        var attempt = await stage.CommitWithoutCallAsync();
        var lost = Lost(stage);
        using (var first = await RecorderOf(stage))
        {
            first.See(lost with { Window = lost.Window! with { Epoch = attempt.WindowEpoch } });
            await RescueStage.WaitForAsync(() => first.Looks >= 1, "the episode is stored");
            await first.StopAsync();
        }

        using var second = await RecorderOf(stage);

        Assert.Equal(TimeSpan.FromSeconds(120), Assert.Single(second.Adopted).ConnectionTimeout);
    }

    [Fact]
    public async Task After_a_restart_a_status_that_is_stored_is_not_stored_again()
    {
        await using var stage = await RescueStage.OpenAsync();
        for (var start = 0; start < 2; start++)
        {
            using var recorder = await RecorderOf(stage);
            recorder.See(Lost(stage));
            recorder.See(Lost(stage) with { ConnectionTimeout = TimeSpan.FromSeconds(start + 1) });
            await RescueStage.WaitForAsync(() => recorder.Looks >= 2, "both are looked at");
            await recorder.StopAsync();
        }

        Assert.Single(await new EpisodeTable(stage.Store).TimelineOfAsync(stage.Session, default));
    }

    [Fact]
    public async Task What_is_known_from_before_the_start_alone_is_not_recorded_as_seen()
    {
        await using var stage = await RescueStage.OpenAsync();
        using var recorder = await RecorderOf(stage);

        recorder.See(Lost(stage) with { IsFromBefore = true });
        recorder.See(Seen(stage, "CONNECTED", id: "other"));
        await RescueStage.WaitForAsync(() => recorder.Looks >= 2, "both are looked at");
        await recorder.StopAsync();

        var table = new EpisodeTable(stage.Store);
        Assert.Empty(await table.TimelineOfAsync(stage.Session, default));
        Assert.Empty(await table.OpenAsync(default));
        Assert.Single(await table.TimelineOfAsync(A.Arn("other"), default));
    }

    [Fact]
    public async Task An_ended_episode_is_shown_for_an_hour_also_after_a_restart()
    {
        await using var stage = await RescueStage.OpenAsync();
        using (var first = await RecorderOf(stage))
        {
            first.See(Lost(stage));
            first.See(Seen(stage, "CONNECTED"));
            await RescueStage.WaitForAsync(() => first.Log.EndedWithinTheHour.Length == 1, "the end is told");
            await RescueStage.WaitForAsync(
                () => new EpisodeTable(stage.Store).EndedSinceAsync(default, default).Result.Count == 1,
                "the end is stored"
            );
            await first.StopAsync();
        }

        stage.Time.Advance(TimeSpan.FromMinutes(59));
        using var second = await RecorderOf(stage);
        Assert.Single(second.Log.EndedWithinTheHour);
        await stage.RunUntilAsync(() => second.Log.EndedWithinTheHour.IsEmpty, "the hour is over");
    }

    [Fact]
    public async Task What_was_seen_while_the_disk_was_full_is_stored_when_there_is_space()
    {
        FullDisk? disk = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => disk = new FullDisk(file));
        using var recorder = await RecorderOf(stage);
        var many = Enumerable.Range(0, 500).Select(number => Seen(stage, "CONNECTED", id: $"s{number}")).ToArray();

        disk!.IsFull = true;
        recorder.See(many);
        await RescueStage.WaitForAsync(() => recorder.Looks >= 1, "they are looked at");
        disk.IsFull = false;
        recorder.See(Seen(stage, "CONNECTED", id: "last"));
        await RescueStage.WaitForAsync(() => recorder.Looks >= 2, "the last is looked at");
        await recorder.StopAsync();

        Assert.Single(await new EpisodeTable(stage.Store).TimelineOfAsync(A.Arn("s0"), default));
    }

    [Fact]
    public async Task What_was_open_before_a_start_on_a_full_disk_is_closed_when_there_is_space()
    {
        await using var after = await AfterStartOnFullDiskAsync();
        var (stage, disk, recorder) = (after.Stage, after.Disk, after.Recorder);

        recorder.See(Seen(stage, "CONNECTED"));
        await RescueStage.WaitForAsync(() => recorder.Looks >= 1, "it is looked at");
        disk.IsClosed = false;
        recorder.See(Seen(stage, "CONNECTED", id: "other"));
        await RescueStage.WaitForAsync(() => recorder.Looks >= 2, "the other is looked at");
        await recorder.StopAsync();

        var table = new EpisodeTable(stage.Store);
        Assert.Empty(await table.OpenAsync(default));
        Assert.Equal(EpisodeOutcome.CameBack, Assert.Single(recorder.Log.EndedWithinTheHour).Outcome);
        Assert.Equal(
            ["PENDING_CLIENT_RECONNECTION", "CONNECTED"],
            (await table.TimelineOfAsync(stage.Session, default)).Select(seen => seen.Status.Value)
        );
    }

    [Fact]
    public async Task A_window_from_before_a_start_on_a_full_disk_is_adopted_when_there_is_space()
    {
        await using var after = await AfterStartOnFullDiskAsync();
        var (stage, disk, recorder) = (after.Stage, after.Disk, after.Recorder);
        Assert.Empty(recorder.Adopted);

        disk.IsClosed = false;
        recorder.See(Seen(stage, "CONNECTED", id: "other"));
        await RescueStage.WaitForAsync(() => recorder.Looks >= 1, "the other is looked at");
        await recorder.StopAsync();

        Assert.Equal(stage.Session, Assert.Single(recorder.Adopted).Session);
        Assert.Single(await new EpisodeTable(stage.Store).OpenAsync(default));
    }

    [Fact]
    public async Task A_session_that_waits_since_a_start_on_a_full_disk_has_one_open_episode_when_there_is_space()
    {
        await using var after = await AfterStartOnFullDiskAsync();
        var (stage, disk, recorder) = (after.Stage, after.Disk, after.Recorder);
        var lost = Lost(stage);

        recorder.See(lost with { Window = lost.Window! with { Epoch = 8 } });
        await RescueStage.WaitForAsync(() => recorder.Looks >= 1, "it is looked at");
        disk.IsClosed = false;
        recorder.See(Seen(stage, "CONNECTED", id: "other"));
        await RescueStage.WaitForAsync(() => recorder.Looks >= 2, "the other is looked at");
        recorder.See(Seen(stage, "CONNECTED"));
        await RescueStage.WaitForAsync(() => recorder.Looks >= 3, "it came back");
        await recorder.StopAsync();

        var table = new EpisodeTable(stage.Store);
        Assert.Empty(await table.OpenAsync(default));
        Assert.Equal([7L, 8L], (await table.EndedSinceAsync(default, default)).Select(episode => episode.Epoch).Order());
    }

    [Fact]
    public async Task What_was_seen_goes_after_its_retention_and_the_audit_stays()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();
        using (var first = await RecorderOf(stage))
        {
            first.See(Seen(stage, "CONNECTED"));
            await RescueStage.WaitForAsync(() => first.Looks >= 1, "it is looked at");
            await first.StopAsync();
        }

        var table = new EpisodeTable(stage.Store);
        await table.DeleteSeenBeforeAsync(stage.Clock.Now.AddDays(-1), default);
        Assert.Single(await table.TimelineOfAsync(stage.Session, default));
        await table.DeleteSeenBeforeAsync(stage.Clock.Now.AddDays(1), default);

        Assert.Empty(await table.TimelineOfAsync(stage.Session, default));
        Assert.NotEmpty(await stage.AuditStepsAsync());
    }

    private static LiveStreamSession Seen(RescueStage stage, string status, string reason = "", string id = "s1") =>
        new()
        {
            Session = A.StreamSession(id).In(new StreamSessionStatus(status)) with { StatusReason = reason },
            StatusSinceEarliest = stage.Clock.Now,
            StatusSinceLatest = stage.Clock.Now,
        };

    private static LiveStreamSession Lost(RescueStage stage) =>
        Seen(stage, "PENDING_CLIENT_RECONNECTION") with
        {
            Window = new ReconnectionWindow
            {
                Kind = WindowKind.Reach,
                Epoch = 7,
                EnteredEarliest = stage.Clock.Now,
                EnteredExpected = stage.Clock.Now,
                EnteredLatest = stage.Clock.Now,
                ConnectionTimeout = TimeSpan.FromSeconds(120),
            },
        };

    /// <summary>A second start, before which the disk filled up while a session waited.</summary>
    private static async Task<FullStart> AfterStartOnFullDiskAsync()
    {
        FullDisk? disk = null;
        var stage = await RescueStage.OpenAsync(contexts: file => disk = new FullDisk(file));
        using (var first = await RecorderOf(stage))
        {
            first.See(Lost(stage));
            await RescueStage.WaitForAsync(() => first.Looks >= 1, "the episode is stored");
            await first.StopAsync();
        }

        disk!.IsClosed = true;
        return new FullStart(stage, disk, await RecorderOf(stage));
    }

    private static async Task<Recording> RecorderOf(RescueStage stage)
    {
        var recording = new Recording(stage);
        await recording.StartAsync();
        return recording;
    }

    private sealed record FullStart(RescueStage Stage, FullDisk Disk, Recording Recorder) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Recorder.Dispose();
            return Stage.DisposeAsync();
        }
    }

    /// <summary>A recorder whose fleet is a script of looks.</summary>
    private sealed class Recording : IFollowedFleet, IDisposable
    {
        private readonly Channel<FleetUpdate> _updates = Channel.CreateUnbounded<FleetUpdate>();
        private readonly EpisodeRecorder _recorder;
        private FleetSnapshot _fleet = FleetSnapshot.Empty;

        public Recording(RescueStage stage)
        {
            _recorder = new EpisodeRecorder(
                stage.Fleet,
                this,
                stage.Board,
                stage.Steps.Ledger,
                new EpisodeTable(stage.Store),
                Log,
                Options.Create(stage.Settings),
                stage.Time,
                NullLogger<EpisodeRecorder>.Instance
            );
            _updates.Writer.TryWrite(new FleetUpdate(FleetSnapshot.Empty, []));
        }

        public EpisodeLog Log { get; } = new();

        public IReadOnlyCollection<KnownWindow> Adopted { get; private set; } = [];

        /// <summary>How many of the looks are through, stored or not.</summary>
        public int Looks { get; private set; } = -1;

        public Task StartAsync() => _recorder.StartAsync(default);

        public Task StopAsync() => _recorder.StopAsync(default);

        public void See(params LiveStreamSession[] sessions)
        {
            _fleet = _fleet with
            {
                Sessions = _fleet.Sessions.SetItems(sessions.Select(session => KeyValuePair.Create(session.Arn, session))),
            };
            _updates.Writer.TryWrite(new FleetUpdate(_fleet, [.. sessions.Select(session => new FleetChange(session.Arn, null, session))]));
        }

        /// <summary>Lets the next look be a defect.</summary>
        public void Break() => _updates.Writer.TryWrite(null!);

        public void Adopt(IReadOnlyCollection<KnownWindow> windows) => Adopted = windows;

        /// <summary>What it is about to store is stored first: the database may be another test's soon.</summary>
        public void Dispose()
        {
            _recorder.StopAsync(default).GetAwaiter().GetResult();
            _recorder.Dispose();
        }

        public async IAsyncEnumerable<FleetUpdate> FollowAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await foreach (var update in _updates.Reader.ReadAllAsync(cancellationToken))
            {
                yield return update;
                Looks++;
            }
        }
    }
}
