namespace StreamOps.Operations.Polling;

/// <summary>The service's limits, calls a second for each operation, account and Region.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/developerguide/quotas.html</remarks>
internal static class RateLimits
{
    /// <summary>The limit of one operation; 1 for one that is not known, the lowest the service has.</summary>
    public static double Of(string operation) =>
        operation switch
        {
            "ListStreamSessions"
            or "ListStreamSessionsByAccount"
            or "GetStreamSession"
            or "StartStreamSession"
            or "CreateStreamSessionConnection"
            or "TerminateStreamSession"
            or "ExportStreamSessionFiles" => 20,
            "ListStreamGroups" or "GetStreamGroup" or "ListApplications" or "GetApplication" or "ListTagsForResource" => 10,
            _ => 1,
        };
}
