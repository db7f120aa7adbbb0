namespace Amazon.GameLiftStreams.Model;

internal sealed class ListApplicationsPaginator(IAmazonGameLiftStreams client, ListApplicationsRequest request)
    : TokenPaginator<ListApplicationsRequest, ListApplicationsResponse, ApplicationSummary>(request, client.ListApplicationsAsync),
        IListApplicationsPaginator;

internal sealed class ListStreamGroupsPaginator(IAmazonGameLiftStreams client, ListStreamGroupsRequest request)
    : TokenPaginator<ListStreamGroupsRequest, ListStreamGroupsResponse, StreamGroupSummary>(request, client.ListStreamGroupsAsync),
        IListStreamGroupsPaginator;

internal sealed class ListStreamSessionsPaginator(IAmazonGameLiftStreams client, ListStreamSessionsRequest request)
    : TokenPaginator<ListStreamSessionsRequest, ListStreamSessionsResponse, StreamSessionSummary>(request, client.ListStreamSessionsAsync),
        IListStreamSessionsPaginator;

internal sealed class ListStreamSessionsByAccountPaginator(IAmazonGameLiftStreams client, ListStreamSessionsByAccountRequest request)
    : TokenPaginator<ListStreamSessionsByAccountRequest, ListStreamSessionsByAccountResponse, StreamSessionSummary>(
        request,
        client.ListStreamSessionsByAccountAsync
    ),
        IListStreamSessionsByAccountPaginator;
