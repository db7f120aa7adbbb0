namespace StreamOps.Operations.GameLift;

/// <summary>A stream session's status in the API's word. Open: an unknown value shows as itself and breaks nothing.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamSession.html</remarks>
public readonly record struct StreamSessionStatus(string Value)
{
    public static readonly StreamSessionStatus Activating = new("ACTIVATING");
    public static readonly StreamSessionStatus Active = new("ACTIVE");
    public static readonly StreamSessionStatus Connected = new("CONNECTED");
    public static readonly StreamSessionStatus PendingClientReconnection = new("PENDING_CLIENT_RECONNECTION");
    public static readonly StreamSessionStatus Reconnecting = new("RECONNECTING");
    public static readonly StreamSessionStatus Terminating = new("TERMINATING");
    public static readonly StreamSessionStatus Terminated = new("TERMINATED");
    public static readonly StreamSessionStatus Error = new("ERROR");

    /// <summary>The live statuses that are known, each a list that is read.</summary>
    internal static readonly ImmutableArray<StreamSessionStatus> Listed =
    [
        PendingClientReconnection,
        Reconnecting,
        Active,
        Terminating,
        Activating,
        Connected,
    ];

    /// <summary>Whether the session is over: <c>TERMINATED</c> or <c>ERROR</c>.</summary>
    public bool IsEnd => this == Terminated || this == Error;

    /// <summary>Whether the session is over or about to be: it takes no player back.</summary>
    public bool IsEnding => IsEnd || this == Terminating;

    public override string ToString() => Value;
}
