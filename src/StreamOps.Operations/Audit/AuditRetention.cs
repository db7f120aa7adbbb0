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
    private static readonly TimeSpan Round = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.AuditRetentionDays == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Round, time);
        do
        {
            try
            {
                await CutAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                NotCut();
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Cuts every day that is past its time, from the old end up to the first entry of a younger one.</summary>
    /// <returns>How many entries were cut.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was cut.</exception>
    internal async Task<long> CutAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-options.Value.AuditRetentionDays);
        // A key of ours is a row as well: it is made before the transaction.
        var key = await keys.ForSigningAsync();
        var cut = await store.RaceAsync(db => CutAsync(db, key, midnight, now, cancellationToken));
        if (cut > 0)
        {
            DaysCut(cut, midnight);
        }

        return cut;
    }

    private async Task<long> CutAsync(
        OperationsDb db,
        AuditKey key,
        DateTimeOffset midnight,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.BeginWriteAsync();
        var chain = AuditChain.After(await db.NewestStubAsync(cancellationToken));
        AuditCut? cut = null;
        await foreach (var row in db.AuditRows().OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.At is { } at && at >= midnight.UtcTicks)
            {
                break;
            }

            if (chain.Take(row) is not null)
            {
                // To cut it would be to hide it.
                NotWhole(row.Id);
                return 0;
            }

            var when = row.At ?? 0;
            cut = cut is null ? new AuditCut(1, when, when, now.UtcTicks) : cut with { Count = cut.Count + 1, LastAt = when };
        }

        if (cut is null)
        {
            return 0;
        }

        db.Set<AuditStub>().Add(chain.Stub(cut).Signed(key));
        await db.SaveChangesAsync(cancellationToken);
        await db.DeleteAuditThroughAsync(chain.Sequence, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return cut.Count;
    }

    [LoggerMessage(1, LogLevel.Information, "Cut {Count} audit entries from before {Midnight:yyyy-MM-dd}; a signed stub stands for them.")]
    private partial void DaysCut(long count, DateTimeOffset midnight);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "The audit is not cut: entry {Sequence} is not the one that was written. See what \"audit verify\" says of it."
    )]
    private partial void NotWhole(long sequence);

    [LoggerMessage(3, LogLevel.Warning, "Audit entries past their retention could not be cut; tried again in six hours.")]
    private partial void NotCut();
}
