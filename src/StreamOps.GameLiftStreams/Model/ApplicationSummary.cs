namespace Amazon.GameLiftStreams.Model;

/// <summary>An application as lists show it.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ApplicationSummary.html</remarks>
public partial class ApplicationSummary
{
    /// <summary>ARN of the application.</summary>
    public string Arn { get; set; }

    /// <summary>When the application was created, UTC.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>Text given to the application.</summary>
    public string Description { get; set; }

    /// <summary>ID of the application, the last part of its ARN.</summary>
    public string Id { get; set; }

    /// <summary>When the application last changed, UTC.</summary>
    public DateTime? LastUpdatedAt { get; set; }

    /// <summary>System the application runs on.</summary>
    public RuntimeEnvironment RuntimeEnvironment { get; set; }

    /// <summary>Status; it can run when READY.</summary>
    public ApplicationStatus Status { get; set; }
}
