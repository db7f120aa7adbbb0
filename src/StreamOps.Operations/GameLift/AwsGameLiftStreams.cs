using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.GameLift;

/// <summary>The port over the AWS client: the only place, with its neighbours in this folder, that knows an <c>Amazon.*</c> type.</summary>
public sealed partial class AwsGameLiftStreams(IAmazonGameLiftStreams client, FleetClock clock) : IGameLiftStreams
{
    private const int MaxResults = 100;

    private readonly ResponseDates _dates = new(client);

    public Task<ServiceReply<Page<StreamGroup>>> ListStreamGroupsAsync(string? nextToken, CancellationToken cancellationToken) =>
        CallAsync(
            ApiOperations.ListStreamGroups,
            client.ListStreamGroupsAsync,
            new ListStreamGroupsRequest { MaxResults = MaxResults, NextToken = nextToken },
            response => AwsRecords.Page(response.Items, AwsRecords.StreamGroup, response.NextToken),
            cancellationToken
        );

    public Task<ServiceReply<StreamGroup>> GetStreamGroupAsync(string streamGroupId, CancellationToken cancellationToken) =>
        CallAsync(
            ApiOperations.GetStreamGroup,
            client.GetStreamGroupAsync,
            new GetStreamGroupRequest { Identifier = streamGroupId },
            AwsRecords.StreamGroup,
            cancellationToken
        );

    public Task<ServiceReply<Page<StreamSession>>> ListStreamSessionsAsync(
        string streamGroupId,
        StreamSessionStatus status,
        string? nextToken,
        KnownList? known,
        CancellationToken cancellationToken
    )
    {
        var request = new ListStreamSessionsRequest
        {
            Identifier = streamGroupId,
            Status = Amazon.GameLiftStreams.StreamSessionStatus.FindValue(status.Value),
            MaxResults = MaxResults,
            NextToken = nextToken,
        };
        var raw = default(Task<ServiceReply<Page<StreamSession>>>);
        if (known is not null)
        {
            ListRaw(request, status, known, ref raw, cancellationToken);
        }

        return raw
            ?? CallAsync(
                ApiOperations.ListStreamSessions,
                client.ListStreamSessionsAsync,
                request,
                response =>
                {
                    var page = AwsRecords.Page(response.Items, item => AwsRecords.StreamSession(item, status), response.NextToken);
                    return known?.Recognized(nextToken, page) ?? page;
                },
                cancellationToken
            );
    }

    public Task<ServiceReply<Page<StreamSession>>> ListStreamSessionsByAccountAsync(
        StreamSessionStatus status,
        string? nextToken,
        CancellationToken cancellationToken
    ) =>
        CallAsync(
            ApiOperations.ListStreamSessionsByAccount,
            client.ListStreamSessionsByAccountAsync,
            new ListStreamSessionsByAccountRequest
            {
                Status = Amazon.GameLiftStreams.StreamSessionStatus.FindValue(status.Value),
                MaxResults = MaxResults,
                NextToken = nextToken,
            },
            response => AwsRecords.Page(response.Items, item => AwsRecords.StreamSession(item, status), response.NextToken),
            cancellationToken
        );

    public Task<ServiceReply<StreamSessionDetails>> GetStreamSessionAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        CallAsync(
            ApiOperations.GetStreamSession,
            client.GetStreamSessionAsync,
            new GetStreamSessionRequest { Identifier = session.StreamGroupId, StreamSessionIdentifier = session.Id },
            response => AwsRecords.Details(response, session),
            cancellationToken
        );

    public Task<ServiceReply<Answer>> CreateStreamSessionConnectionAsync(
        StreamSessionArn session,
        Offer offer,
        string clientToken,
        CancellationToken cancellationToken
    ) =>
        CallAsync(
            ApiOperations.CreateStreamSessionConnection,
            client.CreateStreamSessionConnectionAsync,
            new CreateStreamSessionConnectionRequest
            {
                Identifier = session.StreamGroupId,
                StreamSessionIdentifier = session.Id,
                SignalRequest = offer.Text,
                ClientToken = clientToken,
            },
            response =>
                string.IsNullOrEmpty(response.SignalResponse)
                    ? throw new MissingMemberException("SignalResponse")
                    : new Answer(response.SignalResponse),
            cancellationToken
        );

    public Task<ServiceReply<Nothing>> TerminateStreamSessionAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        CallAsync(
            ApiOperations.TerminateStreamSession,
            client.TerminateStreamSessionAsync,
            new TerminateStreamSessionRequest { Identifier = session.StreamGroupId, StreamSessionIdentifier = session.Id },
            _ => default(Nothing),
            cancellationToken
        );

    public Task<ServiceReply<Nothing>> ExportStreamSessionFilesAsync(
        StreamSessionArn session,
        string outputUri,
        CancellationToken cancellationToken
    ) =>
        CallAsync(
            ApiOperations.ExportStreamSessionFiles,
            client.ExportStreamSessionFilesAsync,
            new ExportStreamSessionFilesRequest
            {
                Identifier = session.StreamGroupId,
                StreamSessionIdentifier = session.Id,
                OutputUri = outputUri,
            },
            _ => default(Nothing),
            cancellationToken
        );

    public Task<ServiceReply<Page<Application>>> ListApplicationsAsync(string? nextToken, CancellationToken cancellationToken) =>
        CallAsync(
            ApiOperations.ListApplications,
            client.ListApplicationsAsync,
            new ListApplicationsRequest { MaxResults = MaxResults, NextToken = nextToken },
            response => AwsRecords.Page(response.Items, AwsRecords.Application, response.NextToken),
            cancellationToken
        );

    public Task<ServiceReply<IReadOnlyDictionary<string, string>>> ListTagsAsync(
        string streamGroupArn,
        CancellationToken cancellationToken
    ) =>
        CallAsync<ListTagsForResourceRequest, ListTagsForResourceResponse, IReadOnlyDictionary<string, string>>(
            ApiOperations.ListTagsForResource,
            client.ListTagsForResourceAsync,
            new ListTagsForResourceRequest { ResourceArn = streamGroupArn },
            response => response.Tags ?? [],
            cancellationToken
        );

    /// <summary>Reads a page by its bytes, where the client gives them; else there is no reply.</summary>
    partial void ListRaw(
        ListStreamSessionsRequest request,
        StreamSessionStatus status,
        KnownList known,
        ref Task<ServiceReply<Page<StreamSession>>>? reply,
        CancellationToken cancellationToken
    );

    private async Task<ServiceReply<TValue>> CallAsync<TRequest, TResponse, TValue>(
        string operation,
        Func<TRequest, CancellationToken, Task<TResponse>> call,
        TRequest request,
        Func<TResponse, TValue> read,
        CancellationToken cancellationToken
    )
        where TResponse : Amazon.Runtime.AmazonWebServiceResponse
    {
        var sentAt = clock.Now;
        var date = _dates.Expect();
        try
        {
            var response = await RepeatOnSkewAsync(() => call(request, cancellationToken));
            var arrivedAt = clock.Now;
            return new(read(response), response.ResponseMetadata?.RequestId ?? "", sentAt, arrivedAt, date.Value);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested || exception is not OperationCanceledException)
        {
            throw AwsErrors.Translate(exception, operation);
        }
    }

    /// <summary>
    /// A signature refused for the host's clock taught the client the offset: the same call, signed anew, is in order. With its own retries off
    /// the client does not repeat it.
    /// </summary>
    private static async Task<TResponse> RepeatOnSkewAsync<TResponse>(Func<Task<TResponse>> call)
    {
        try
        {
            return await call();
        }
        catch (Amazon.Runtime.AmazonServiceException exception) when (AwsErrors.IsClockSkew(exception))
        {
            return await call();
        }
    }
}
