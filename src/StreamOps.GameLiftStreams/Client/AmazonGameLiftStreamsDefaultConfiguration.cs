using System.Collections.ObjectModel;

namespace Amazon.GameLiftStreams;

/// <summary>The five default modes of the SDK; they differ in how long a connection may take to open.</summary>
/// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html</remarks>
public static class AmazonGameLiftStreamsDefaultConfiguration
{
    /// <summary>Recommended: 3.1 s to connect.</summary>
    public static IDefaultConfiguration Standard { get; } = Mode(DefaultConfigurationMode.Standard, connectMilliseconds: 3100);

    /// <summary>Caller and service in one Region: 1.1 s.</summary>
    public static IDefaultConfiguration InRegion { get; } = Mode(DefaultConfigurationMode.InRegion, connectMilliseconds: 1100);

    /// <summary>Caller in another Region: 3.1 s.</summary>
    public static IDefaultConfiguration CrossRegion { get; } = Mode(DefaultConfigurationMode.CrossRegion, connectMilliseconds: 3100);

    /// <summary>Slow networks: 30 s.</summary>
    public static IDefaultConfiguration Mobile { get; } = Mode(DefaultConfigurationMode.Mobile, connectMilliseconds: 30000);

    /// <summary>The SDK finds out which of the others fits.</summary>
    public static IDefaultConfiguration Auto { get; } = Mode(DefaultConfigurationMode.Auto, connectMilliseconds: 1100);

    /// <summary>All of them.</summary>
    public static ReadOnlyCollection<IDefaultConfiguration> GetAllConfigurations() => new([Standard, InRegion, CrossRegion, Mobile, Auto]);

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, int connectMilliseconds) =>
        new()
        {
            Name = name,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
            ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
            TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        };
}
