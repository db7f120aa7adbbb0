namespace StreamOps.Operations.GameLift;

/// <summary>What a status reason says of a session's end, as far as anything is decided by it; its words are elsewhere.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamSession.html</remarks>
public enum SessionEnd
{
    /// <summary>The service gave no reason.</summary>
    Unexplained,

    /// <summary>No client came in time.</summary>
    NoClient,

    /// <summary>Somebody called for it.</summary>
    Terminated,

    /// <summary>Any other reason, also one that nobody knows yet.</summary>
    Other,
}

/// <summary>Reads status reasons.</summary>
public static class SessionEnds
{
    /// <summary>What a reason says.</summary>
    /// <param name="statusReason">As <c>reconnectionTimeout</c>; empty when the service gave none.</param>
    public static SessionEnd Of(string statusReason) =>
        statusReason switch
        {
            "reconnectionTimeout" or "connectionTimeout" => SessionEnd.NoClient,
            "apiTerminated" => SessionEnd.Terminated,
            { Length: > 0 } => SessionEnd.Other,
            _ => SessionEnd.Unexplained,
        };
}
