using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Links;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Store;

/// <summary>Tickets bound to pages, and our own keys.</summary>
internal sealed class SecretTables(OperationsStore store)
{
    /// <summary>Binds a ticket to the first page that uses it.</summary>
    /// <returns>Whether it is bound to this page.</returns>
    public Task<bool> BindTicketAsync(string ticketHash, string pageHash, DateTimeOffset expires) =>
        store.RaceAsync(async db =>
        {
            if (await db.StandBys.AsNoTracking().SingleOrDefaultAsync(row => row.TicketHash == ticketHash) is { } bound)
            {
                return SecretHash.AreEqual(bound.PageHash, pageHash);
            }

            db.StandBys.Add(
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
    public Task<int> ForgetTicketsBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(db => db.StandBys.Where(row => row.Expires < moment).ExecuteDeleteAsync(cancellationToken));

    /// <summary>A key by name, made at first use; made anew when the one that is kept cannot be opened any more.</summary>
    public Task<byte[]> KeyAsync(string name, Func<byte[], byte[]?> open, Func<(byte[] Key, byte[] Locked)> make) =>
        store.RaceAsync(async db =>
        {
            var row = await db.Keys.SingleOrDefaultAsync(key => key.Name == name);
            if (row is not null && open(row.ProtectedKey) is { } kept)
            {
                return kept;
            }

            var (made, locked) = make();
            if (row is null)
            {
                db.Keys.Add(new KeyRow { Name = name, ProtectedKey = locked });
            }
            else
            {
                row.ProtectedKey = locked;
            }

            await db.SaveChangesAsync();
            return made;
        });
}
