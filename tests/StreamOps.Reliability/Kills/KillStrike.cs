using StreamOps.Reliability.Programs;
using StreamOps.Reliability.Rescues;
using StreamOps.Reliability.Stores;

namespace StreamOps.Reliability.Kills;

/// <summary>Brings one rescue to a point of its life, from outside alone, and kills the dashboard there.</summary>
internal sealed class KillStrike(RunningProgram dashboard, Outbox store, EmulatorControl emulator, Random random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Kills.</summary>
    /// <returns>Whether store and ledger prove that it struck where it was meant to.</returns>
    public async Task<bool> StrikeAsync(KillPoint point, PlayerRescue rescue, CancellationToken cancellationToken)
    {
        if (point == KillPoint.Random)
        {
            // Now and then the answer does not come back either, and the call has had its effect (F11).
            if (random.Next(3) == 0)
            {
                await emulator.FaultAsync(new { operation = EmulatorControl.Connect, kind = "lostAnswer" });
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_500)), TimeProvider.System, cancellationToken);
            await dashboard.KillAsync();
            await emulator.FaultAsync();
            return true;
        }

        await Task.WhenAny(rescue.Ready, Task.Delay(Patience, TimeProvider.System, cancellationToken));
        return point switch
        {
            KillPoint.BeforeCommit => await BeforeCommitAsync(rescue, cancellationToken),
            KillPoint.AfterCommit => await AfterCommitAsync(rescue, cancellationToken),
            KillPoint.AfterCall => await AfterCallAsync(rescue, cancellationToken),
            KillPoint.BeforeAnswerCommit => await BeforeAnswerCommitAsync(rescue, cancellationToken),
            _ => await BeforeDeliveryAsync(rescue, cancellationToken),
        };
    }

    // The store is held while the session is read, which comes right before the row.
    private async Task<bool> BeforeCommitAsync(PlayerRescue rescue, CancellationToken cancellationToken)
    {
        await using var looking = await store.OpenAsync(mayWrite: false);
        if (rescue is LinkRescue)
        {
            await emulator.FaultAsync(
                new
                {
                    operation = "GetStreamSession",
                    kind = "latency",
                    latencyMs = 300,
                }
            );
            rescue.Go();
            await UntilAsync(() => Outbox.HasHealthyOfferAsync(looking, rescue.Session), cancellationToken);
        }

        await using (await store.HoldAsync())
        {
            rescue.Go();
            await Task.Delay(TimeSpan.FromMilliseconds(450 + random.Next(200)), TimeProvider.System, cancellationToken);
            await dashboard.KillAsync();
        }

        await emulator.FaultAsync();
        return await Outbox.NewestAsync(looking, rescue.Session) is null or { HasEnded: true };
    }

    private async Task<bool> AfterCommitAsync(PlayerRescue rescue, CancellationToken cancellationToken)
    {
        await using var looking = await store.OpenAsync(mayWrite: false);
        await emulator.FaultAsync(
            new
            {
                operation = EmulatorControl.Connect,
                kind = "latency",
                latencyMs = 20_000,
            }
        );
        rescue.Go();
        var isReached = await UntilAsync(
            async () => await Outbox.NewestAsync(looking, rescue.Session) is { State: "Requested" or "Sent" },
            cancellationToken
        );
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(60)), TimeProvider.System, cancellationToken);
        await dashboard.KillAsync();
        await emulator.FaultAsync();
        return isReached && !await HasActedAsync(rescue);
    }

    private async Task<bool> AfterCallAsync(PlayerRescue rescue, CancellationToken cancellationToken)
    {
        await emulator.SetAsync(new { connectAnswerDelaySeconds = 5 });
        rescue.Go();
        var isReached = await UntilAsync(() => HasActedAsync(rescue), cancellationToken);
        await dashboard.KillAsync();
        await emulator.SetAsync(new { connectAnswerDelaySeconds = 0 });
        await using var looking = await store.OpenAsync(mayWrite: false);
        return isReached && await Outbox.NewestAsync(looking, rescue.Session) is { State: "Sent", IsAnswered: false };
    }

    private async Task<bool> BeforeAnswerCommitAsync(PlayerRescue rescue, CancellationToken cancellationToken)
    {
        await emulator.SetAsync(new { connectAnswerDelaySeconds = 0.3 });
        rescue.Go();
        var isReached = await UntilAsync(() => HasActedAsync(rescue), cancellationToken);
        await using (await store.HoldAsync())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(400 + random.Next(200)), TimeProvider.System, cancellationToken);
            await dashboard.KillAsync();
        }

        await emulator.SetAsync(new { connectAnswerDelaySeconds = 0 });
        await using var looking = await store.OpenAsync(mayWrite: false);
        return isReached && await Outbox.NewestAsync(looking, rescue.Session) is { State: "Sent", IsAnswered: false };
    }

    private async Task<bool> BeforeDeliveryAsync(PlayerRescue rescue, CancellationToken cancellationToken)
    {
        await using var looking = await store.OpenAsync(mayWrite: false);
        rescue.ShutEar();
        rescue.Go();
        var isReached = await UntilAsync(
            async () => await Outbox.NewestAsync(looking, rescue.Session) is { State: "Answered", IsDelivered: false },
            cancellationToken
        );
        await dashboard.KillAsync();
        return isReached && !rescue.HasAnswer;
    }

    /// <summary>Whether the service has acted on the rescue's present loss.</summary>
    private async Task<bool> HasActedAsync(PlayerRescue rescue)
    {
        await emulator.ReadLedgerAsync();
        return emulator.LastStatusOf(rescue.Session) is "RECONNECTING" or "ACTIVE";
    }

    private static async Task<bool> UntilAsync(Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                return false;
            }

            await Task.Delay(Step, TimeProvider.System, cancellationToken);
        }

        return true;
    }
}
