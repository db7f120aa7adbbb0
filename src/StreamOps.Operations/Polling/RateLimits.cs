namespace StreamOps.Operations.Polling;

/// <summary>The service's limits, calls a second for each operation, account and Region.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/developerguide/quotas.html</remarks>
internal static class RateLimits
{
    /// <summary>The limit of one operation; 1 for one that is not known, the lowest the service has.</summary>
    public static double Of(string operation) =>
        operation switch
        {
            ApiOperations.ListStreamSessions
            or ApiOperations.ListStreamSessionsByAccount
            or ApiOperations.GetStreamSession
            or ApiOperations.CreateStreamSessionConnection
            or ApiOperations.TerminateStreamSession
            or ApiOperations.ExportStreamSessionFiles => 20,
            ApiOperations.ListStreamGroups
            or ApiOperations.GetStreamGroup
            or ApiOperations.ListApplications
            or ApiOperations.ListTagsForResource => 10,
            _ => 1,
        };
}
