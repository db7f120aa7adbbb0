using Amazon.GameLiftStreams.Model;
using StreamOps.GameLiftStreams;

namespace Amazon.GameLiftStreams;

public partial class AmazonGameLiftStreamsClient
{
    public virtual Task<CreateStreamSessionConnectionResponse> CreateStreamSessionConnectionAsync(
        CreateStreamSessionConnectionRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<CreateStreamSessionConnectionResponse>(request, Operations.CreateStreamSessionConnection.Options, cancellationToken);

    public virtual Task<ExportStreamSessionFilesResponse> ExportStreamSessionFilesAsync(
        ExportStreamSessionFilesRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<ExportStreamSessionFilesResponse>(request, Operations.ExportStreamSessionFiles.Options, cancellationToken);

    public virtual Task<GetApplicationResponse> GetApplicationAsync(
        GetApplicationRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<GetApplicationResponse>(request, Operations.GetApplication.Options, cancellationToken);

    public virtual Task<GetStreamGroupResponse> GetStreamGroupAsync(
        GetStreamGroupRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<GetStreamGroupResponse>(request, Operations.GetStreamGroup.Options, cancellationToken);

    public virtual Task<GetStreamSessionResponse> GetStreamSessionAsync(
        GetStreamSessionRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<GetStreamSessionResponse>(request, Operations.GetStreamSession.Options, cancellationToken);

    public virtual Task<ListApplicationsResponse> ListApplicationsAsync(
        ListApplicationsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<ListApplicationsResponse>(request, Operations.ListApplications.Options, cancellationToken);

    public virtual Task<ListStreamGroupsResponse> ListStreamGroupsAsync(
        ListStreamGroupsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<ListStreamGroupsResponse>(request, Operations.ListStreamGroups.Options, cancellationToken);

    public virtual Task<ListStreamSessionsResponse> ListStreamSessionsAsync(
        ListStreamSessionsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<ListStreamSessionsResponse>(request, Operations.ListStreamSessions.Options, cancellationToken);

    public virtual Task<ListStreamSessionsByAccountResponse> ListStreamSessionsByAccountAsync(
        ListStreamSessionsByAccountRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<ListStreamSessionsByAccountResponse>(request, Operations.ListStreamSessionsByAccount.Options, cancellationToken);

    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<ListTagsForResourceResponse>(request, Operations.ListTagsForResource.Options, cancellationToken);

    public virtual Task<StartStreamSessionResponse> StartStreamSessionAsync(
        StartStreamSessionRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<StartStreamSessionResponse>(request, Operations.StartStreamSession.Options, cancellationToken);

    public virtual Task<TerminateStreamSessionResponse> TerminateStreamSessionAsync(
        TerminateStreamSessionRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<TerminateStreamSessionResponse>(request, Operations.TerminateStreamSession.Options, cancellationToken);

    /// <summary><see cref="RawAnswers.ListStreamSessionsAsync{T}"/>.</summary>
    internal Task<RawAnswer<T>> ListStreamSessionsRawAsync<T>(
        ListStreamSessionsRequest request,
        Func<ReadOnlySpan<byte>, T> read,
        CancellationToken cancellationToken
    )
    {
        var operation = Operations.ListStreamSessions;
        var options = new InvokeOptions { RequestMarshaller = operation, ResponseUnmarshaller = new RawUnmarshaller<T>(operation, read) };
        return InvokeAsync<RawAnswer<T>>(request, options, cancellationToken);
    }
}
