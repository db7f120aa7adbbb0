namespace StreamOps.Operations.Store;

/// <summary>A key of Data Protection, where the database keeps them: as XML.</summary>
internal sealed class KeyElementRow
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public required string Xml { get; init; }
}

/// <summary>Data Protection's keys in the database, which asks for them by waiting.</summary>
public sealed class KeyElements(StoreDatabase database)
{
    // Asked as well by who only looks, while another process is at work.
    private readonly OperationsStore _store = new(database);

    /// <summary>Whether the keys are kept in the database at all.</summary>
    public bool AreKept => database.KeepsKeys;

    /// <summary>All of them, oldest first.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public Task<List<string>> AllAsync() =>
        _store.RunAsync(db => db.Set<KeyElementRow>().AsNoTracking().OrderBy(row => row.Id).Select(row => row.Xml).ToListAsync());

    /// <summary>Adds one.</summary>
    /// <exception cref="StoreUnavailableException">It was not kept.</exception>
    public Task AddAsync(string name, string xml) =>
        _store.RunAsync(db =>
        {
            db.Set<KeyElementRow>().Add(new KeyElementRow { Name = name, Xml = xml });
            return db.SaveChangesAsync();
        });
}
