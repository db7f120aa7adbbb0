namespace Amazon.GameLiftStreams.Model;

/// <summary>The application that a stream group runs by default.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_DefaultApplication.html</remarks>
public partial class DefaultApplication
{
    /// <summary>ARN of the application.</summary>
    public string Arn { get; set; }

    /// <summary>ID of the application, the last part of its ARN.</summary>
    public string Id { get; set; }
}
