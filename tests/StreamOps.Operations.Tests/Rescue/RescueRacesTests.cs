using System.Diagnostics;
using System.Globalization;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Players;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>
/// Two operators in two processes on one store, at the same moment: one of them does it, and the other one is told who. Of the second process they have all but, on SQLite, a way of its own to the file: there a second one is refused.
/// </summary>
[Trait("Row", "F14")]
[Trait("Row", "R2")]
public class RescueRacesTests
{
    /// <summary>The environment variable that asks for more races, as 10000.</summary>
    private const string RacesAsked = "STREAMOPS_RACES";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly Actor Mara = Actor.Unproven("Mara");
    private static readonly Actor Jon = Actor.Unproven("Jon");
    private static readonly Actor Tom = Actor.Unproven("Tom");

    private readonly List<TimeSpan> _told = [];

    [Fact]
    public async Task Of_two_operators_at_once_exactly_one_claims_sends_links_or_takes_and_the_other_is_told_who()
    {
        var races = int.TryParse(Environment.GetEnvironmentVariable(RacesAsked), CultureInfo.InvariantCulture, out var asked) ? asked : 300;
        await using var stage = await PlayerStage.OpenAsync();
        var other = PlayerStage.Over(stage.Rescue.AfterKill(TaskScheduler.Default));
        Func<PlayerStage, PlayerStage, Task>[] kinds = [ClaimAsync, SendAsync, LinkAsync, TakeClaimAsync, DoubleClickAsync];

        for (var race = 0; race < races; race++)
        {
            stage.Rescue.Time.Advance(TimeSpan.FromSeconds(1));
            stage.Show(StreamSessionStatus.PendingClientReconnection, epoch: race + 1);
            other.Rescue.Snapshot = stage.Rescue.Snapshot;
            await kinds[race % kinds.Length](stage, other);
            if (race == kinds.Length)
            {
                // What runs for the first time is compiled first.
                _told.Clear();
            }
        }

        var store = stage.Rescue.File.Postgres is null ? "SQLite" : "PostgreSQL";
        _told.Sort();
        Figures.Tell(
            "R2",
            $"races on {store}",
            $"{races:N0} races of two operators in two processes: each won by exactly one, the loser told who within {_told[^1].TotalMilliseconds:0} ms (p99 {_told[(int)(_told.Count * 0.99)].TotalMilliseconds:0} ms)"
        );
        // A time says something only where the machine has nothing else to do, as when it is asked for.
        Assert.True(asked == 0 || _told[(int)(_told.Count * 0.99)] <= Soon, $"p99 {_told[(int)(_told.Count * 0.99)]}");
    }

    private async Task ClaimAsync(PlayerStage here, PlayerStage there)
    {
        var outcomes = await BothAsync(
            () => here.Rescue.Claims.ClaimAsync(here.Session, Mara),
            () => there.Rescue.Claims.ClaimAsync(here.Session, Jon)
        );

        var winner = Assert.Single(outcomes.OfType<ClaimResult.Done>()).Claim!.Operator;
        Assert.Equal(winner, Assert.Single(outcomes.OfType<ClaimResult.Held>()).Claim.Operator);
    }

    private async Task TakeClaimAsync(PlayerStage here, PlayerStage there)
    {
        var seen = Assert.IsType<ClaimResult.Done>(await here.Rescue.Claims.ClaimAsync(here.Session, Mara)).Claim!;

        var outcomes = await BothAsync(() => here.Rescue.Claims.TakeAsync(seen, Jon), () => there.Rescue.Claims.TakeAsync(seen, Tom));

        var taken = Assert.Single(outcomes.OfType<ClaimResult.Done>()).Claim!;
        Assert.Equal("Mara", taken.TakenFrom!.Name);
        Assert.Equal(taken.Operator, Assert.Single(outcomes.OfType<ClaimResult.Held>()).Claim.Operator);
    }

    private async Task SendAsync(PlayerStage here, PlayerStage there)
    {
        var before = here.Rescue.Connections.Count;
        var outcomes = await BothAsync(() => SendAsync(here, Mara, Offer()), () => SendAsync(there, Jon, Offer()));

        var winner = Assert.Single(outcomes.OfType<CommandResult.Accepted>()).Attempt!;
        Assert.Contains(
            $"{winner.Operator} is rescuing",
            Assert.Single(outcomes.OfType<CommandResult.Refused>()).Reason,
            StringComparison.Ordinal
        );
        Assert.Equal(before + 1, here.Rescue.Connections.Count);
        await here.Rescue.Desk.AbandonAsync(winner.Id, Mara, "next race", default);
    }

    private async Task DoubleClickAsync(PlayerStage here, PlayerStage there)
    {
        var before = here.Rescue.Connections.Count;
        var offer = Offer();
        var outcomes = await BothAsync(() => SendAsync(here, Mara, offer), () => SendAsync(there, Mara, offer));

        var winner = Assert.Single(outcomes.OfType<CommandResult.Accepted>()).Attempt!;
        Assert.Single(outcomes.OfType<CommandResult.Refused>());
        Assert.Equal(before + 1, here.Rescue.Connections.Count);
        await here.Rescue.Desk.AbandonAsync(winner.Id, Mara, "next race", default);
    }

    private async Task LinkAsync(PlayerStage here, PlayerStage there)
    {
        var outcomes = await BothAsync(
            () => here.LinkDesk.MakeAsync(here.Session, Mara, null, default),
            () => there.LinkDesk.MakeAsync(here.Session, Jon, null, default)
        );

        var made = Assert.Single(outcomes.OfType<LinkMaking.Made>()).Link;
        Assert.Equal(made.Operator, Assert.Single(outcomes.OfType<LinkMaking.Stands>()).Link.Operator);
    }

    private static Offer Offer() => new(OfferText.Healthy().ToString());

    private static Task<CommandResult> SendAsync(PlayerStage stage, Actor by, Offer offer) =>
        stage.Rescue.Desk.SendAsync(stage.Session, offer, by, default);

    private async Task<T[]> BothAsync<T>(Func<Task<T>> one, Func<Task<T>> other)
    {
        using var start = new Barrier(2);
        var outcomes = await Task.WhenAll(new[] { one, other }.Select(act => Task.Run(() => TimedAsync(start, act))));
        // Whoever waited longer: of one act both are told by their own.
        _told.Add(outcomes.Max(told => told.After));
        return [.. outcomes.Select(told => told.Outcome)];
    }

    /// <summary>One's act, and how long after the moment of both it was told how that went.</summary>
    private static async Task<(T Outcome, TimeSpan After)> TimedAsync<T>(Barrier start, Func<Task<T>> act)
    {
        start.SignalAndWait();
        var began = Stopwatch.GetTimestamp();
        var outcome = await act();
        return (outcome, Stopwatch.GetElapsedTime(began));
    }
}
