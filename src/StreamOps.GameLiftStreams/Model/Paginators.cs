namespace Amazon.GameLiftStreams.Model;

/// <summary>Walks over the pages of applications, once.</summary>
public interface IListApplicationsPaginator
{
    /// <summary>Page by page.</summary>
    IPaginatedEnumerable<ListApplicationsResponse> Responses { get; }

    /// <summary>Item by item.</summary>
    IPaginatedEnumerable<ApplicationSummary> Items { get; }
}

/// <summary>Walks over the pages of stream groups, once.</summary>
public interface IListStreamGroupsPaginator
{
    /// <summary>Page by page.</summary>
    IPaginatedEnumerable<ListStreamGroupsResponse> Responses { get; }

    /// <summary>Item by item.</summary>
    IPaginatedEnumerable<StreamGroupSummary> Items { get; }
}

/// <summary>Walks over the pages of the sessions of a stream group, once.</summary>
public interface IListStreamSessionsPaginator
{
    /// <summary>Page by page.</summary>
    IPaginatedEnumerable<ListStreamSessionsResponse> Responses { get; }

    /// <summary>Item by item.</summary>
    IPaginatedEnumerable<StreamSessionSummary> Items { get; }
}

/// <summary>Walks over the pages of all sessions of the account, once.</summary>
public interface IListStreamSessionsByAccountPaginator
{
    /// <summary>Page by page.</summary>
    IPaginatedEnumerable<ListStreamSessionsByAccountResponse> Responses { get; }

    /// <summary>Item by item.</summary>
    IPaginatedEnumerable<StreamSessionSummary> Items { get; }
}
