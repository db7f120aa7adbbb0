namespace Amazon.GameLiftStreams.Model;

/// <summary>System an application runs on.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_RuntimeEnvironment.html</remarks>
public partial class RuntimeEnvironment
{
    /// <summary>Kind of system.</summary>
    public RuntimeEnvironmentType Type { get; set; }

    /// <summary>Version of it, such as 22_04_LTS.</summary>
    public string Version { get; set; }
}
