using StreamOps.Operations.Background;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>Cuts whole old days off the audit where <c>StreamOps:AuditRetentionDays</c> says so, and leaves a signed stub in their place.</summary>
public sealed partial class AuditRetention(
    OperationsStore store,
    AuditKeys keys,
    IOptions<OperationsOptions> options,
    TimeProvider time,
    ILogger<AuditRetention> logger
) : BackgroundService
{
    private const string Work = "The audit's retention";

    /// <summary>Entries that are cut at once: who acts meanwhile waits for no more than one such step.</summary>
    private const int Step = 2_000;

    private static readonly TimeSpan Round = TimeSpan.FromHours(6);

    private bool _hasBegun;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.AuditRetentionDays == 0)
        {
            return;
        }

        await Task.Yield();
        await logger.KeepOnAsync(Work, CutEachRoundAsync, time, stoppingToken);
    }

    private async Task CutEachRoundAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        // What broke a round off would break the next one off as well, a whole walk later.
        var isAfterDefect = _hasBegun;
        _hasBegun = true;
        while (!isAfterDefect || await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CutAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                NotCut();
            }

            isAfterDefect = true;
        }
    }

    /// <summary>Cuts every day that is past its time, from the old end up to the first entry of a younger one, step by step.</summary>
    /// <returns>How many entries were cut.</returns>
    /// <exception cref="StoreUnavailableException">What was cut before has its stubs; the rest stands.</exception>
    internal async Task<long> CutAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-options.Value.AuditRetentionDays);
        var steps = await StepsAsync(midnight, now, cancellationToken);
        if (steps.Count == 0)
        {
            return 0;
        }

        if (await keys.ForSigningAsync() is not { } key)
        {
            KeyNotOpened();
            return 0;
        }

        var cut = 0L;
        try
        {
            foreach (var stub in steps)
            {
                if (!await store.RaceAsync(db => CutAsync(db, stub.Signed(key), cancellationToken)))
                {
                    NotWhole(stub.Sequence);
                    break;
                }

                cut += stub.Count;
            }
        }
        finally
        {
            if (cut > 0)
            {
                DaysCut(cut, midnight);
            }
        }

        return cut;
    }

    /// <summary>Goes along all that is past its time, while others write: what is old stays as it is.</summary>
    /// <returns>A stub for each step, still to be signed; none where something is not whole.</returns>
    private async Task<IReadOnlyList<AuditStub>> StepsAsync(
        DateTimeOffset midnight,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var chain = AuditChain.After(await store.RunAsync(db => db.NewestStubAsync(cancellationToken)));
        List<AuditStub> steps = [];
        // From the very first, wherever it stands: one from before the newest stub would be none of ours.
        var after = long.MinValue;
        while (true)
        {
            var rows = await store.RunAsync(db =>
                db.AuditRows().Where(row => row.Id > after).OrderBy(row => row.Id).Take(Step).ToListAsync(cancellationToken)
            );
            var old = rows.TakeWhile(row => !(row.At >= midnight.UtcTicks)).ToList();
            if (old.Find(row => chain.Take(row) is not null) is { } other)
            {
                // To cut it would be to hide it.
                NotWhole(other.Id);
                return [];
            }

            if (old.Count > 0)
            {
                steps.Add(chain.Stub(new AuditCut(old.Count, old[0].At ?? 0, old[^1].At ?? 0, now.UtcTicks)));
            }

            if (old.Count < Step)
            {
                return steps;
            }

            after = chain.Sequence;
        }
    }

    /// <summary>Cuts one step.</summary>
    /// <returns>False when it is not what was read, and nothing was cut.</returns>
    private static async Task<bool> CutAsync(OperationsDb db, AuditStub stub, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginWriteAsync();
        if (((await db.NewestStubAsync(cancellationToken))?.Sequence ?? 0) != stub.Sequence - stub.Count)
        {
            return false;
        }

        db.Set<AuditStub>().Add(stub);
        await db.SaveChangesAsync(cancellationToken);
        if (await db.DeleteAuditThroughAsync(stub.Sequence, cancellationToken) != stub.Count)
        {
            return false;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    [LoggerMessage(1, LogLevel.Information, "Cut {Count} audit entries from before {Midnight:yyyy-MM-dd}; signed stubs stand for them.")]
    private partial void DaysCut(long count, DateTimeOffset midnight);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "The audit is not cut: entry {Sequence} is not the one that was written. See what \"audit verify\" says of it."
    )]
    private partial void NotWhole(long sequence);

    [LoggerMessage(3, LogLevel.Warning, "Audit entries past their retention could not be cut; tried again in six hours.")]
    private partial void NotCut();

    [LoggerMessage(
        4,
        LogLevel.Error,
        "The audit is not cut: the key that signs what stands for cut entries cannot be opened by Data Protection's keys of this start. Put those of before back, which lie in StreamOps:DataDirectory or the database (docs/stores.md)."
    )]
    private partial void KeyNotOpened();
}
