using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace StreamOps.Operations.Store;

/// <summary>Notes on its context that a piece of work changes or deletes rows where they stand, without loading them.</summary>
internal sealed class WritesInPlace : DbCommandInterceptor
{
    public static readonly WritesInPlace Instance = new();

    // Before it is executed: another interceptor may do that, and fail.
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        if (Writer(eventData) is { } db)
        {
            db.IsToWrite = true;
        }

        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (Writer(eventData) is { } db)
        {
            db.HasWritten |= result > 0;
        }

        return ValueTask.FromResult(result);
    }

    private static OperationsDb? Writer(CommandEventData eventData) =>
        eventData.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete ? eventData.Context as OperationsDb : null;
}
