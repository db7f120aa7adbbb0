using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.StandBy;

/// <summary>Tickets bound to pages, in the store.</summary>
public sealed class TicketTable(OperationsStore store)
{
    /// <summary>Binds a ticket to the first page that uses it.</summary>
    /// <returns>Whether it is bound to this page.</returns>
    internal Task<bool> BindTicketAsync(string ticketHash, string pageHash, DateTimeOffset expires) =>
        store.RaceAsync(async db =>
        {
            if (await db.Set<StandByRow>().AsNoTracking().SingleOrDefaultAsync(row => row.TicketHash == ticketHash) is { } bound)
            {
                return SecretHash.AreEqual(bound.PageHash, pageHash);
            }

            db.Set<StandByRow>()
                .Add(
                    new StandByRow
                    {
                        TicketHash = ticketHash,
                        PageHash = pageHash,
                        Expires = expires,
                    }
                );
            await db.SaveChangesAsync();
            return true;
        });

    /// <summary>Forgets tickets that let nobody in any more.</summary>
    internal Task<int> ForgetTicketsBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(db => db.Set<StandByRow>().Where(row => row.Expires < moment).ExecuteDeleteAsync(cancellationToken));
}
