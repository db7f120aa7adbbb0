namespace StreamOps.Operations.Audit;

/// <summary>From where on entries are read; from the newest where neither is given.</summary>
/// <param name="Before">Those older than this one.</param>
/// <param name="After">Those next newer than this one.</param>
public sealed record AuditPlace(long? Before = null, long? After = null)
{
    /// <summary>The end of the audit.</summary>
    public static AuditPlace Newest { get; } = new();
}

/// <summary>Some entries in a row, the newest first.</summary>
/// <param name="Lines">They.</param>
/// <param name="HasNewer">Whether there may be newer ones that fit.</param>
/// <param name="HasOlder">Whether there are older ones that fit.</param>
public sealed record AuditSheet(IReadOnlyList<AuditLine> Lines, bool HasNewer, bool HasOlder)
{
    /// <summary>Why it was not read, as a sentence; empty where it was.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>Nothing, and why.</summary>
    public static AuditSheet Refused(string why) => new([], HasNewer: false, HasOlder: false) { Refusal = why };
}
