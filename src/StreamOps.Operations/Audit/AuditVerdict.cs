namespace StreamOps.Operations.Audit;

/// <summary>What a walk along the audit's chain came to.</summary>
public abstract record AuditVerdict
{
    private AuditVerdict() { }

    /// <summary>Every entry is the one that was written, as far as the chain can tell.</summary>
    public sealed record Whole(AuditTally Tally) : AuditVerdict;

    /// <summary>Something was changed. What comes after it was not looked at.</summary>
    public sealed record Broken(AuditFault Fault, AuditTally Before) : AuditVerdict;

    /// <summary>It could not be told: why.</summary>
    public sealed record Unknown(AuditDoubt Doubt) : AuditVerdict;
}

/// <summary>What was walked along.</summary>
/// <param name="Entries">Entries that stand.</param>
/// <param name="Unchained">How many of them are from before there was a chain.</param>
/// <param name="Cut">How many were cut by retention.</param>
/// <param name="CutThrough">When the last of those was written; null when none was cut.</param>
/// <param name="End">The newest entry and its hash.</param>
public sealed record AuditTally(long Entries, long Unchained, long Cut, DateTimeOffset? CutThrough, AuditMark End);

/// <summary>The first thing that is wrong.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Sequence">The entry's number.</param>
/// <param name="At">When it says it was written; null for an entry that is not there.</param>
public sealed record AuditFault(AuditFaultKind Kind, long Sequence, DateTimeOffset? At = null);

/// <summary>What can be wrong with an entry or a stub.</summary>
public enum AuditFaultKind
{
    /// <summary>No entry with this number is there.</summary>
    Missing,

    /// <summary>It has no hash, though the chain had begun.</summary>
    Unlinked,

    /// <summary>Its hash is not that of what it says after what stands before it.</summary>
    Altered,

    /// <summary>The stub that stands for the entries up to this one does not fit the one before, or its signature is not ours.</summary>
    StubForged,

    /// <summary>It is not the entry that was expected.</summary>
    NotAsExpected,
}

/// <summary>Why nothing can be said.</summary>
public enum AuditDoubt
{
    /// <summary>The key that signed a stub is not here.</summary>
    StubKeyMissing,

    /// <summary>The expected entry was cut by retention.</summary>
    ExpectedIsCut,
}

/// <summary>An entry by its number, with its hash in hexadecimal: written as <c>1234:ab12…</c>.</summary>
public sealed record AuditMark(long Sequence, string Hash)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static AuditMark? Parse(string text) =>
        text.Split(':') is [var number, { Length: 2 * AuditChain.HashBytes } hash]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        && hash.All(char.IsAsciiHexDigit)
            ? new AuditMark(sequence, hash.ToLowerInvariant())
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Hash}");
}
