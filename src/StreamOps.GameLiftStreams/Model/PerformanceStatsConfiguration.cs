namespace Amazon.GameLiftStreams.Model;

/// <summary>Performance figures of a session.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_PerformanceStatsConfiguration.html</remarks>
public partial class PerformanceStatsConfiguration
{
    /// <summary>Whether the client gets them; false if not set.</summary>
    public bool? SharedWithClient { get; set; }
}
