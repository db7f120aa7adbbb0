namespace Amazon.GameLiftStreams.Model;

internal sealed class ListApplicationsPaginator(IAmazonGameLiftStreams client, ListApplicationsRequest request)
    : TokenPaginator<ListApplicationsResponse, ApplicationSummary>(request),
        IListApplicationsPaginator
{
    protected override string RequestToken
    {
        get => request.NextToken;
        set => request.NextToken = value;
    }

    protected override Task<ListApplicationsResponse> FetchAsync(CancellationToken cancellationToken) =>
        client.ListApplicationsAsync(request, cancellationToken);

    protected override string TokenOf(ListApplicationsResponse page) => page.NextToken;

    protected override List<ApplicationSummary> ItemsOf(ListApplicationsResponse page) => page.Items;
}

internal sealed class ListStreamGroupsPaginator(IAmazonGameLiftStreams client, ListStreamGroupsRequest request)
    : TokenPaginator<ListStreamGroupsResponse, StreamGroupSummary>(request),
        IListStreamGroupsPaginator
{
    protected override string RequestToken
    {
        get => request.NextToken;
        set => request.NextToken = value;
    }

    protected override Task<ListStreamGroupsResponse> FetchAsync(CancellationToken cancellationToken) =>
        client.ListStreamGroupsAsync(request, cancellationToken);

    protected override string TokenOf(ListStreamGroupsResponse page) => page.NextToken;

    protected override List<StreamGroupSummary> ItemsOf(ListStreamGroupsResponse page) => page.Items;
}

internal sealed class ListStreamSessionsPaginator(IAmazonGameLiftStreams client, ListStreamSessionsRequest request)
    : TokenPaginator<ListStreamSessionsResponse, StreamSessionSummary>(request),
        IListStreamSessionsPaginator
{
    protected override string RequestToken
    {
        get => request.NextToken;
        set => request.NextToken = value;
    }

    protected override Task<ListStreamSessionsResponse> FetchAsync(CancellationToken cancellationToken) =>
        client.ListStreamSessionsAsync(request, cancellationToken);

    protected override string TokenOf(ListStreamSessionsResponse page) => page.NextToken;

    protected override List<StreamSessionSummary> ItemsOf(ListStreamSessionsResponse page) => page.Items;
}

internal sealed class ListStreamSessionsByAccountPaginator(IAmazonGameLiftStreams client, ListStreamSessionsByAccountRequest request)
    : TokenPaginator<ListStreamSessionsByAccountResponse, StreamSessionSummary>(request),
        IListStreamSessionsByAccountPaginator
{
    protected override string RequestToken
    {
        get => request.NextToken;
        set => request.NextToken = value;
    }

    protected override Task<ListStreamSessionsByAccountResponse> FetchAsync(CancellationToken cancellationToken) =>
        client.ListStreamSessionsByAccountAsync(request, cancellationToken);

    protected override string TokenOf(ListStreamSessionsByAccountResponse page) => page.NextToken;

    protected override List<StreamSessionSummary> ItemsOf(ListStreamSessionsByAccountResponse page) => page.Items;
}
