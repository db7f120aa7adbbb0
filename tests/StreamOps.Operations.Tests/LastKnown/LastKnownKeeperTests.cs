using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.LastKnown;
using StreamOps.Operations.Links;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.LastKnown;

public class LastKnownKeeperTests
{
    private static readonly StreamSession Lost = A.StreamSession().In(StreamSessionStatus.PendingClientReconnection);

    [Fact]
    public async Task What_was_read_is_known_to_the_next_process_before_its_start_is_through()
    {
        await using var stage = await RescueStage.OpenAsync();
        using (var first = await StartAsync(stage))
        {
            See(stage, Lost, A.StreamSession("s2"));
            await KeptAsync(stage, first);
            await first.StopAsync(default);
        }

        await using var next = stage.AfterKill(TaskScheduler.Default);
        using var second = await StartAsync(next);

        Assert.Equal((PollState.Stale, false), (next.Snapshot.Health.State, next.Snapshot.IsComplete));
        var waiting = next.Snapshot.Sessions[A.Arn()];
        Assert.Equal(
            (true, Lost),
            (waiting.IsFromBefore, waiting.Session with { CreatedAt = Lost.CreatedAt, LastUpdatedAt = Lost.LastUpdatedAt })
        );
        Assert.Equal((stage.Snapshot.Sessions[A.Arn()].Window!.Epoch, true), (waiting.Window!.Epoch, waiting.WasConnected));
        await RescueStage.WaitForAsync(() => next.Snapshot.Sessions.ContainsKey(A.Arn("s2")), "who plays is known a moment later");
        await second.StopAsync(default);
    }

    [Fact]
    public async Task Timeouts_once_told_are_known_to_the_next_process()
    {
        await using var stage = await RescueStage.OpenAsync();
        using (var first = await StartAsync(stage))
        {
            stage.Live.Apply(Lost.Details(connectionTimeoutSeconds: 90), stage.Clock.Now, stage.Clock.Now);
            await KeptAsync(stage, first);
            await first.StopAsync(default);
        }

        await using var next = stage.AfterKill(TaskScheduler.Default);
        using var second = await StartAsync(next);

        var session = next.Snapshot.Sessions[A.Arn()];
        Assert.Equal(TimeSpan.FromSeconds(90), session.ConnectionTimeout);
        Assert.Equal(TimeSpan.FromSeconds(90), session.Window!.ConnectionTimeout);
        Assert.Empty(next.Live.WithoutTimeouts());
        await second.StopAsync(default);
    }

    [Fact]
    public async Task Who_ended_is_forgotten()
    {
        await using var stage = await RescueStage.OpenAsync();
        using var keeper = await StartAsync(stage);
        See(stage, A.StreamSession("s1"), A.StreamSession("s2"));
        await KeptAsync(stage, keeper);

        stage.Time.Advance(TimeSpan.FromSeconds(20));
        See(stage, A.StreamSession("s1").In(StreamSessionStatus.Terminated));
        await KeptAsync(stage, keeper);
        await keeper.StopAsync(default);

        Assert.Equal(["s2"], (await KnownAsync(stage)).Select(known => known.Session.Arn.Id));
    }

    [Fact]
    public async Task A_window_that_is_over_is_on_no_first_screen_and_who_was_seen_a_day_ago_is_forgotten()
    {
        await using var stage = await RescueStage.OpenAsync();
        using (var first = await StartAsync(stage))
        {
            See(stage, Lost);
            await KeptAsync(stage, first);
            await first.StopAsync(default);
        }

        stage.Time.Advance(TimeSpan.FromHours(2));
        await using var next = stage.AfterKill(TaskScheduler.Default);
        using var second = await StartAsync(next);
        Assert.Empty(next.Snapshot.Sessions);
        await second.StopAsync(default);

        Assert.Single(await KnownAsync(stage));
        stage.Time.Advance(TimeSpan.FromHours(24));
        await using var last = stage.AfterKill(TaskScheduler.Default);
        using var third = await StartAsync(last);
        await third.StopAsync(default);
        Assert.Empty(await KnownAsync(stage));
    }

    [Fact]
    public async Task What_does_not_change_is_not_written_again_also_after_a_restart()
    {
        await using var stage = await RescueStage.OpenAsync();
        using (var first = await StartAsync(stage))
        {
            See(stage, Lost, A.StreamSession("s2"));
            await KeptAsync(stage, first);
            await first.StopAsync(default);
        }

        await using var next = stage.AfterKill(TaskScheduler.Default);
        using var second = await StartAsync(next);
        await RescueStage.WaitForAsync(() => next.Snapshot.Sessions.Count == 2, "both are known");
        next.Time.Advance(TimeSpan.FromSeconds(20));
        See(next, Lost, A.StreamSession("s2"));

        Assert.All(next.Snapshot.Sessions.Values, session => Assert.False(session.IsFromBefore));
        await RescueStage.WaitForAsync(() => second.Seen >= next.Snapshot.Version, "it was looked at");
        Assert.Equal(0, second.Waiting);
        await second.StopAsync(default);
    }

    [Fact]
    public async Task While_the_disk_is_full_what_changes_waits_and_the_newest_of_it_is_kept_when_there_is_space()
    {
        FullDisk? disk = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => disk = new FullDisk(file));
        using var keeper = await StartAsync(stage);

        disk!.IsFull = true;
        See(stage, Lost);
        await RescueStage.WaitForAsync(() => keeper.Waiting == 1, "it waits");
        stage.Time.Advance(TimeSpan.FromSeconds(20));
        See(stage, A.StreamSession());
        disk.IsFull = false;
        await KeptAsync(stage, keeper);
        await keeper.StopAsync(default);

        Assert.Equal(StreamSessionStatus.Connected, Assert.Single(await KnownAsync(stage)).Session.Status);
    }

    [Fact]
    public async Task A_start_without_the_store_knows_nobody_and_is_no_defect()
    {
        FullDisk? disk = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => disk = new FullDisk(file));
        disk!.IsClosed = true;

        using var keeper = await StartAsync(stage);

        Assert.Equal((0, PollState.Starting), (stage.Snapshot.Sessions.Count, stage.Snapshot.Health.State));
        await keeper.StopAsync(default);
    }

    [Fact]
    public async Task A_link_is_ended_by_what_was_read_since_the_start_alone()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.MakeAsync();
        var waiting = stage.Rescue.Snapshot.Sessions[stage.Session];
        var back = waiting with { Session = waiting.Session.In(StreamSessionStatus.Connected), Window = null };

        stage.Rescue.Snapshot = APicture.Fleet(back with { IsFromBefore = true });
        Assert.Equal(LinkLife.Live, stage.LinkSteps.LifeOf(stage.Link));

        stage.Rescue.Snapshot = APicture.Fleet(back);
        Assert.Equal(LinkLife.Over, stage.LinkSteps.LifeOf(stage.Link));
    }

    [Fact]
    public async Task Many_are_kept_in_several_commits()
    {
        await using var stage = await RescueStage.OpenAsync();
        using var keeper = await StartAsync(stage);

        See(stage, [.. Enumerable.Range(0, 600).Select(number => A.StreamSession($"s{number}"))]);
        await KeptAsync(stage, keeper);
        await keeper.StopAsync(default);

        Assert.Equal(600, (await KnownAsync(stage)).Count);
    }

    [Fact]
    public async Task Nothing_secret_is_kept()
    {
        await using var stage = await RescueStage.OpenAsync();
        using var keeper = await StartAsync(stage);

        stage.Live.Apply(
            Lost.Details() with
            {
                Session = Lost with { ExportFilesOutputUri = "s3://bucket-of-secret/" },
                Description = "a-secret-description",
                LaunchArguments = new(["--token=a-secret"]),
                EnvironmentVariables = new(new Dictionary<string, string>(StringComparer.Ordinal) { ["TOKEN"] = "a-secret" }),
                StoredOffer = new Offer("an-offer-a-secret"),
            },
            stage.Clock.Now,
            stage.Clock.Now
        );
        await KeptAsync(stage, keeper);
        await keeper.StopAsync(default);

        Assert.Single(await KnownAsync(stage));
        Assert.DoesNotContain("secret", stage.File.BytesOnDisk(), StringComparison.Ordinal);
    }

    private static void See(RescueStage stage, params StreamSession[] sessions) =>
        stage.Live.Apply(sessions.Select(session => new SessionRead(session, stage.Clock.Now, stage.Clock.Now)));

    private static async Task<LastKnownKeeper> StartAsync(RescueStage stage)
    {
        stage.Snapshot = FleetSnapshot.Empty;
        var keeper = new LastKnownKeeper(
            stage.Live,
            new LastKnownTable(stage.Store),
            stage.Clock,
            stage.Time,
            NullLogger<LastKnownKeeper>.Instance
        );
        await keeper.StartAsync(default);
        return keeper;
    }

    /// <summary>Lets time run until all that was seen so far is kept.</summary>
    private static async Task KeptAsync(RescueStage stage, LastKnownKeeper keeper)
    {
        await stage.RunUntilAsync(() => keeper.Seen >= stage.Snapshot.Version && keeper.Waiting == 0, "it is kept");
    }

    private static async Task<List<KnownSession>> KnownAsync(RescueStage stage)
    {
        var table = new LastKnownTable(stage.Store);
        return
        [
            .. await table.SeenSinceAsync(inWindow: true, DateTimeOffset.MinValue, default),
            .. await table.SeenSinceAsync(inWindow: false, DateTimeOffset.MinValue, default),
        ];
    }
}
