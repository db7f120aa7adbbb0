using Amazon.GameLiftStreams.Model;
using Amazon.Runtime.Endpoints;

namespace Amazon.GameLiftStreams;

/// <summary>Amazon GameLift Streams, API version 2018-05-10, as far as this client covers it.</summary>
/// <remarks>
/// Source-compatible with the official interface, which has more members: a double that must compile against either one
/// derives from <see cref="AmazonGameLiftStreamsClient"/>.
/// Every operation also throws AccessDenied, InternalServer, Throttling and ValidationException.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_Operations.html
/// </remarks>
public partial interface IAmazonGameLiftStreams : IAmazonService, IDisposable
{
    /// <summary>Walks over the pages of the list operations.</summary>
    IGameLiftStreamsPaginatorFactory Paginators { get; }

    /// <summary>Asks the service to open a new connection to a running session; the answer carries the signal response.</summary>
    /// <exception cref="ResourceNotFoundException">No such stream group or session.</exception>
    /// <exception cref="ConflictException">The session or its group cannot take a connection now.</exception>
    Task<CreateStreamSessionConnectionResponse> CreateStreamSessionConnectionAsync(
        CreateStreamSessionConnectionRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Has the files which the application wrote copied to Amazon S3 when the session ends.</summary>
    /// <exception cref="ResourceNotFoundException">No such stream group or session.</exception>
    Task<ExportStreamSessionFilesResponse> ExportStreamSessionFilesAsync(
        ExportStreamSessionFilesRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>One application in full.</summary>
    /// <exception cref="ResourceNotFoundException">No such application.</exception>
    Task<GetApplicationResponse> GetApplicationAsync(GetApplicationRequest request, CancellationToken cancellationToken = default);

    /// <summary>One stream group in full, with the capacity of each location.</summary>
    /// <exception cref="ResourceNotFoundException">No such stream group.</exception>
    Task<GetStreamGroupResponse> GetStreamGroupAsync(GetStreamGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>One stream session in full.</summary>
    /// <exception cref="ResourceNotFoundException">No such stream group or session.</exception>
    Task<GetStreamSessionResponse> GetStreamSessionAsync(GetStreamSessionRequest request, CancellationToken cancellationToken = default);

    /// <summary>One page of the applications of the account in this Region, in no order.</summary>
    Task<ListApplicationsResponse> ListApplicationsAsync(ListApplicationsRequest request, CancellationToken cancellationToken = default);

    /// <summary>One page of the stream groups of the account in this Region, in no order.</summary>
    Task<ListStreamGroupsResponse> ListStreamGroupsAsync(ListStreamGroupsRequest request, CancellationToken cancellationToken = default);

    /// <summary>One page of the sessions of a stream group, in no order.</summary>
    /// <exception cref="ResourceNotFoundException">No such stream group.</exception>
    Task<ListStreamSessionsResponse> ListStreamSessionsAsync(
        ListStreamSessionsRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>One page of all sessions of the account in this Region; documented as costly for regular status checks.</summary>
    Task<ListStreamSessionsByAccountResponse> ListStreamSessionsByAccountAsync(
        ListStreamSessionsByAccountRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>The tags of an application or a stream group.</summary>
    Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Starts a session. The answer comes at once, in status ACTIVATING: location and signal response follow later.</summary>
    /// <exception cref="ResourceNotFoundException">No such stream group or application.</exception>
    /// <exception cref="ConflictException">The stream group cannot start a session now.</exception>
    Task<StartStreamSessionResponse> StartStreamSessionAsync(
        StartStreamSessionRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Ends a session for good.</summary>
    /// <exception cref="ResourceNotFoundException">No such stream group or session.</exception>
    Task<TerminateStreamSessionResponse> TerminateStreamSessionAsync(
        TerminateStreamSessionRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>The endpoint to which a request would go; nothing is sent.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    /// <summary>What <c>AddAWSService</c> configures before it makes the client.</summary>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonGameLiftStreamsConfig();

    /// <summary>What <c>AddAWSService</c> makes the client with; credentials may be null, then the usual chain finds them.</summary>
    /// <exception cref="AmazonClientException">The configuration is not one of this service.</exception>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        if (clientConfig is not AmazonGameLiftStreamsConfig config)
        {
            throw new AmazonClientException($"The configuration must be an {nameof(AmazonGameLiftStreamsConfig)}.");
        }

        return awsCredentials is null ? new AmazonGameLiftStreamsClient(config) : new AmazonGameLiftStreamsClient(awsCredentials, config);
    }
}
