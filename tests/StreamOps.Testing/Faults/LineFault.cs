namespace StreamOps.Testing.Faults;

/// <summary>What is wrong with a line. Bytes are counted on the way back, from the moment the fault came upon the connection.</summary>
public sealed record LineFault
{
    public static readonly LineFault None = new();

    /// <summary>Nothing comes through in either direction, and nobody is told: a cable cut, a gateway that forgot the connection. What was sent comes through once it is over.</summary>
    public static readonly LineFault BlackHole = new() { IsBlackHole = true };

    public bool IsBlackHole { get; init; }

    /// <summary>How long each piece is held, in either direction.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The most bytes a second on the way back; null for as fast as they come.</summary>
    public int? BytesPerSecond { get; init; }

    /// <summary>After so many bytes the connection is torn down (RST).</summary>
    public long? ResetAfter { get; init; }

    /// <summary>After so many bytes the answering side says that it is done (FIN) and goes on listening.</summary>
    public long? HalfCloseAfter { get; init; }

    /// <summary>The byte that is changed in one bit.</summary>
    public long? FlippedByte { get; init; }
}
