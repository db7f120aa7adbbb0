namespace StreamOps.Operations.GameLift;

/// <summary>The service's operations that are called, by the names it gives them: budgets, limits, errors and the audit go by these.</summary>
internal static class ApiOperations
{
    public const string ListStreamGroups = nameof(ListStreamGroups);
    public const string GetStreamGroup = nameof(GetStreamGroup);
    public const string ListApplications = nameof(ListApplications);
    public const string ListTagsForResource = nameof(ListTagsForResource);
    public const string ListStreamSessions = nameof(ListStreamSessions);
    public const string ListStreamSessionsByAccount = nameof(ListStreamSessionsByAccount);
    public const string GetStreamSession = nameof(GetStreamSession);
    public const string CreateStreamSessionConnection = nameof(CreateStreamSessionConnection);
    public const string TerminateStreamSession = nameof(TerminateStreamSession);
    public const string ExportStreamSessionFiles = nameof(ExportStreamSessionFiles);
}
