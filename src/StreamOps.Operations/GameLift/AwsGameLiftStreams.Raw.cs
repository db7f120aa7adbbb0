using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;
using StreamOps.GameLiftStreams;

namespace StreamOps.Operations.GameLift;

/// <content>Pages by their bytes: with the own client alone, so that a build with the official one leaves this file out.</content>
public sealed partial class AwsGameLiftStreams
{
    partial void ListRaw(
        ListStreamSessionsRequest request,
        StreamSessionStatus status,
        KnownList known,
        ref Task<ServiceReply<Page<StreamSession>>>? reply,
        CancellationToken cancellationToken
    )
    {
        if (client is AmazonGameLiftStreamsClient own)
        {
            reply = CallAsync(
                ApiOperations.ListStreamSessions,
                (asked, stop) => own.ListStreamSessionsAsync(asked, body => Read(body, asked.NextToken, status, known), stop),
                request,
                answer => answer.Value.Page ?? throw answer.Value.Missing!,
                cancellationToken
            );
        }
    }

    /// <summary>A member that is missing is told by the adapter, here as elsewhere: that the answer cannot be read at all, by the client.</summary>
    private static (Page<StreamSession>? Page, MissingMemberException? Missing) Read(
        ReadOnlySpan<byte> body,
        string? token,
        StreamSessionStatus status,
        KnownList known
    )
    {
        try
        {
            return (known.Read(token, body, item => AwsRecords.StreamSession(RawAnswers.Read<StreamSessionSummary>(item), status)), null);
        }
        catch (MissingMemberException missing)
        {
            return (null, missing);
        }
    }
}
