namespace Amazon.GameLiftStreams.Model;

/// <summary>Makes paginators. Each can be walked once, and writes the token of the page it asks for into the request it was given.</summary>
public interface IGameLiftStreamsPaginatorFactory
{
    /// <summary>Walks over applications.</summary>
    IListApplicationsPaginator ListApplications(ListApplicationsRequest request);

    /// <summary>Walks over stream groups.</summary>
    IListStreamGroupsPaginator ListStreamGroups(ListStreamGroupsRequest request);

    /// <summary>Walks over the sessions of a stream group.</summary>
    IListStreamSessionsPaginator ListStreamSessions(ListStreamSessionsRequest request);

    /// <summary>Walks over all sessions of the account.</summary>
    IListStreamSessionsByAccountPaginator ListStreamSessionsByAccount(ListStreamSessionsByAccountRequest request);
}

public class GameLiftStreamsPaginatorFactory : IGameLiftStreamsPaginatorFactory
{
    private readonly IAmazonGameLiftStreams _client;

    internal GameLiftStreamsPaginatorFactory(IAmazonGameLiftStreams client) => _client = client;

    public IListApplicationsPaginator ListApplications(ListApplicationsRequest request) => new ListApplicationsPaginator(_client, request);

    public IListStreamGroupsPaginator ListStreamGroups(ListStreamGroupsRequest request) => new ListStreamGroupsPaginator(_client, request);

    public IListStreamSessionsPaginator ListStreamSessions(ListStreamSessionsRequest request) =>
        new ListStreamSessionsPaginator(_client, request);

    public IListStreamSessionsByAccountPaginator ListStreamSessionsByAccount(ListStreamSessionsByAccountRequest request) =>
        new ListStreamSessionsByAccountPaginator(_client, request);
}
