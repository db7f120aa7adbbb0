namespace StreamOps.Operations.Acts;

/// <summary>What an operator may do with a session.</summary>
public enum StreamSessionAction
{
    /// <summary>Bring the player back by an offer.</summary>
    Rescue,

    /// <summary>Ask for the session's files.</summary>
    ExportFiles,

    /// <summary>End the session.</summary>
    Terminate,
}

/// <summary>Whether an action is allowed now; if not, or if with a warning, the sentence that says why.</summary>
public readonly record struct ActionVerdict(bool IsAllowed, string Reason)
{
    /// <summary>Yes, without a word.</summary>
    public static ActionVerdict Allowed { get; } = new(true, "");

    internal static ActionVerdict AllowedBut(string warning) => new(true, warning);

    /// <summary>No, and why not.</summary>
    /// <param name="reason">A sentence.</param>
    public static ActionVerdict Refused(string reason) => new(false, reason);
}

/// <summary>What may be done now, and why not: asked by the screen for its buttons and by the server again before it acts.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html,
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ExportStreamSessionFiles.html,
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_TerminateStreamSession.html
/// </remarks>
public static class StreamSessionActions
{
    /// <summary>Why nothing may be done under <c>StreamOps:ReadOnly</c>.</summary>
    public const string ReadOnly = "StreamOps is read-only here: it shows and changes nothing.";

    /// <summary>Why nobody is brought back any more, where the session says nothing yet.</summary>
    public const string WindowClosed = "Too late: the window has closed.";

    /// <summary>The verdict for one action.</summary>
    /// <param name="action">What is asked.</param>
    /// <param name="status">The session's status.</param>
    /// <param name="groupStatus">The stream group's status; null when it is not known.</param>
    /// <param name="isReadOnly"><c>StreamOps:ReadOnly</c>.</param>
    public static ActionVerdict For(
        StreamSessionAction action,
        StreamSessionStatus status,
        StreamGroupStatus? groupStatus,
        bool isReadOnly
    ) =>
        isReadOnly
            ? ActionVerdict.Refused(ReadOnly)
            : action switch
            {
                StreamSessionAction.Rescue => Rescue(status, groupStatus),
                StreamSessionAction.ExportFiles => ExportFiles(status),
                StreamSessionAction.Terminate => Terminate(status),
                _ => ActionVerdict.Refused("StreamOps does not know this action."),
            };

    private static ActionVerdict Rescue(StreamSessionStatus status, StreamGroupStatus? groupStatus) =>
        status.Value switch
        {
            "PENDING_CLIENT_RECONNECTION" or "ACTIVE" => RescueIn(groupStatus),
            "ACTIVATING" => ActionVerdict.Refused("The session is still starting. It takes a player once it is ready."),
            "CONNECTED" => ActionVerdict.Refused("The player is connected. There is nobody to bring back."),
            "RECONNECTING" => ActionVerdict.Refused("The session is reconnecting already. Wait until it is ready."),
            "TERMINATING" => ActionVerdict.Refused("The session is ending. It cannot take the player back."),
            "TERMINATED" or "ERROR" => ActionVerdict.Refused("The session has ended. It cannot take the player back."),
            _ => ActionVerdict.Refused($"The status {status} is new to StreamOps. It does not rescue what it does not know."),
        };

    private static ActionVerdict RescueIn(StreamGroupStatus? groupStatus) =>
        groupStatus?.Value switch
        {
            "ACTIVE" => ActionVerdict.Allowed,
            null => ActionVerdict.AllowedBut("The stream group's status is not known yet. The service may refuse."),
            "UPDATING_LOCATIONS" => ActionVerdict.AllowedBut("The stream group is updating its locations. The service may refuse."),
            "ACTIVE_WITH_ERRORS" => ActionVerdict.AllowedBut("The stream group is active with errors. The service may refuse."),
            var other => ActionVerdict.Refused($"The stream group is {other}. It takes players back only while it is ACTIVE."),
        };

    private static ActionVerdict ExportFiles(StreamSessionStatus status) =>
        status.Value switch
        {
            "ACTIVE" or "CONNECTED" or "PENDING_CLIENT_RECONNECTION" or "RECONNECTING" => ActionVerdict.Allowed,
            "ACTIVATING" => ActionVerdict.Refused("The session is still starting. Files can be asked for once it is ready."),
            "TERMINATING" => ActionVerdict.Refused("The session is ending. Files must be asked for before that."),
            "TERMINATED" or "ERROR" => ActionVerdict.Refused("The session has ended. Files must be asked for before that."),
            _ => ActionVerdict.Refused($"The status {status} is new to StreamOps. It cannot tell whether files can be asked for."),
        };

    private static ActionVerdict Terminate(StreamSessionStatus status) =>
        status.Value switch
        {
            "ACTIVATING" => ActionVerdict.Refused("The session is still starting. The service ends it only once it is ready."),
            "TERMINATED" or "ERROR" => ActionVerdict.Refused("The session has ended already."),
            "TERMINATING" => ActionVerdict.AllowedBut("The session is ending already."),
            _ => ActionVerdict.Allowed,
        };
}
