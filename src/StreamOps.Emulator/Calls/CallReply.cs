namespace StreamOps.Emulator.Calls;

/// <summary>What comes of a call: an answer, an error, a cut connection, or a body that is not JSON.</summary>
public sealed record CallReply
{
    public ApiAnswer? Answer { get; init; }
    public ApiException? Error { get; init; }

    /// <summary>The connection is reset instead of an answer; with one, after the call's effect, and the ledger says what it would have been.</summary>
    public bool IsCut { get; init; }

    /// <summary>200 with a body that is not JSON.</summary>
    public bool IsGarbage { get; init; }

    /// <summary>The status code for the ledger; 0 when there is no answer.</summary>
    public int StatusCode => Answer?.StatusCode ?? Error?.StatusCode ?? (IsGarbage ? 200 : 0);

    public string? ErrorCode => Error?.Code;
}
