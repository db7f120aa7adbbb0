namespace StreamOps.Benchmarks.Peers;

/// <summary>Fifty rows as the queue has them, of which one changes at a time.</summary>
public sealed class PeerRows
{
    private const int Count = 50;

    private readonly Lock _gate = new();
    private int _changes;

    /// <summary>The rows now. One that did not change is the same object as before.</summary>
    public IReadOnlyList<PeerRow> Current { get; private set; } =
    [
        .. Enumerable
            .Range(0, Count)
            .Select(row => new PeerRow($"u-{row:0000}", "Skyrail", "sg-1AB2C3De4", "us-west-2", "PENDING_CLIENT_RECONNECTION", "")),
    ];

    /// <summary>A row is another one.</summary>
    public event EventHandler? Changed;

    /// <summary>Changes the next row: somebody has its player in hand, or nobody any more.</summary>
    /// <returns>The row as it is then.</returns>
    public PeerRow Change()
    {
        PeerRow row;
        lock (_gate)
        {
            var at = _changes++ % Count;
            row = Current[at] with { Who = Current[at].Who.Length > 0 ? "" : "Mara Reyes" };
            Current = [.. Current.Select((other, place) => place == at ? row : other)];
        }

        Changed?.Invoke(this, EventArgs.Empty);
        return row;
    }
}

/// <summary>What a row shows.</summary>
public sealed record PeerRow(string Player, string Application, string StreamGroup, string Location, string Status, string Who);
