namespace StreamOps.Operations.GameLift;

/// <summary>Amazon GameLift Streams as StreamOps needs it: the one port to the service.</summary>
/// <remarks>
/// Every call is made once, without a retry of its own: the scheduler and the rescue desk decide on retries and pay for them.
/// A call that does not succeed throws <see cref="GameLiftException"/> (or <see cref="OperationCanceledException"/> when the caller gave up).
/// </remarks>
public interface IGameLiftStreams
{
    /// <summary>One page of stream groups, at most 100. https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamGroups.html</summary>
    Task<ServiceReply<Page<StreamGroup>>> ListStreamGroupsAsync(string? nextToken, CancellationToken cancellationToken);

    /// <summary>One stream group with its locations and their capacity.</summary>
    Task<ServiceReply<StreamGroup>> GetStreamGroupAsync(string streamGroupId, CancellationToken cancellationToken);

    /// <summary>One page, at most 100, of the sessions of one stream group in one status. The list promises no order.</summary>
    /// <param name="streamGroupId">Whose.</param>
    /// <param name="status">In which status.</param>
    /// <param name="nextToken">From the page before; null for the first one.</param>
    /// <param name="known">What this very list showed before: a page that is as it was comes as the same object, and so does a session. Null where all is read anew.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<ServiceReply<Page<StreamSession>>> ListStreamSessionsAsync(
        string streamGroupId,
        StreamSessionStatus status,
        string? nextToken,
        KnownList? known,
        CancellationToken cancellationToken
    );

    /// <summary>One page, at most 100, of the account's sessions in one status, of all stream groups of the Region. Documented as costly, and as nothing for regular status checks.</summary>
    /// <remarks>Of an export it tells the status alone. https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamSessionsByAccount.html</remarks>
    Task<ServiceReply<Page<StreamSession>>> ListStreamSessionsByAccountAsync(
        StreamSessionStatus status,
        string? nextToken,
        CancellationToken cancellationToken
    );

    /// <summary>One session with all that only this call tells, its timeouts first.</summary>
    Task<ServiceReply<StreamSessionDetails>> GetStreamSessionAsync(StreamSessionArn session, CancellationToken cancellationToken);

    /// <summary>Passes a player's offer on and returns the answer, which only the browser object that made the offer can use.</summary>
    /// <param name="session">The session that is <c>PENDING_CLIENT_RECONNECTION</c> or <c>ACTIVE</c>.</param>
    /// <param name="offer">The newly made signal request. A secret.</param>
    /// <param name="clientToken">32 to 128 printable characters; equal on every retry of one attempt.</param>
    /// <param name="cancellationToken">Ends the wait, not the effect.</param>
    Task<ServiceReply<Answer>> CreateStreamSessionConnectionAsync(
        StreamSessionArn session,
        Offer offer,
        string clientToken,
        CancellationToken cancellationToken
    );

    /// <summary>Ends a session in any status but <c>ACTIVATING</c>.</summary>
    Task<ServiceReply<Nothing>> TerminateStreamSessionAsync(StreamSessionArn session, CancellationToken cancellationToken);

    /// <summary>Asks that the session's files be written to S3 when it ends.</summary>
    /// <param name="session">A session that has not ended.</param>
    /// <param name="outputUri"><c>s3://bucket/prefix/</c> or <c>s3://bucket/name.zip</c>, at most 1,024 characters.</param>
    /// <param name="cancellationToken">Ends the wait, not the effect.</param>
    Task<ServiceReply<Nothing>> ExportStreamSessionFilesAsync(
        StreamSessionArn session,
        string outputUri,
        CancellationToken cancellationToken
    );

    /// <summary>One page of applications, at most 100: their names.</summary>
    Task<ServiceReply<Page<Application>>> ListApplicationsAsync(string? nextToken, CancellationToken cancellationToken);

    /// <summary>The tags of a stream group, values by key. https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListTagsForResource.html</summary>
    Task<ServiceReply<IReadOnlyDictionary<string, string>>> ListTagsAsync(string streamGroupArn, CancellationToken cancellationToken);
}
