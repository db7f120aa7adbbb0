namespace Amazon.GameLiftStreams.Model;

/// <summary>Display of the application.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_DisplayConfiguration.html</remarks>
public partial class DisplayConfiguration
{
    /// <summary>Size of the display.</summary>
    public Resolution Resolution { get; set; }
}

/// <summary>Size of a display: even numbers, at most 2,073,600 pixels together.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_Resolution.html</remarks>
public partial class Resolution
{
    /// <summary>Height in pixels, 320 to 4096. Required.</summary>
    [AWSProperty(Required = true, Min = 320, Max = 4096)]
    public int? Height { get; set; }

    /// <summary>Width in pixels, 320 to 4096. Required.</summary>
    [AWSProperty(Required = true, Min = 320, Max = 4096)]
    public int? Width { get; set; }
}
