using Amazon.GameLiftStreams.Endpoints;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.GameLiftStreams;

/// <summary>Configuration of <see cref="AmazonGameLiftStreamsClient"/>: by default 2 retries in Standard mode and no overall time-out.</summary>
public partial class AmazonGameLiftStreamsConfig : ClientConfig
{
    internal const string ApiVersion = "2018-05-10";

    private const string Id = "GameLiftStreams";
    private const string SigningName = "gameliftstreams";

    private static readonly string UserAgentText = InternalSDKUtils.BuildUserAgentString(
        Id,
        typeof(AmazonGameLiftStreamsConfig).Assembly.GetName().Version?.ToString(3)
    );

    /// <summary>Defaults of the SDK; Region and the rest from environment and profile where not set.</summary>
    public AmazonGameLiftStreamsConfig()
        : base(new DefaultConfigurationProvider(AmazonGameLiftStreamsDefaultConfiguration.GetAllConfigurations()))
    {
        base.ServiceId = Id;
        AuthenticationServiceName = SigningName;
        EndpointProvider = new AmazonGameLiftStreamsEndpointProvider();
    }

    /// <summary>Name of the service in the SDK's own settings, such as AWS_ENDPOINT_URL_GAMELIFTSTREAMS.</summary>
    public static new string ServiceId => Id;

    public override string RegionEndpointServiceName => SigningName;

    /// <summary>Version of the API, a date.</summary>
    public override string ServiceVersion => ApiVersion;

    public override string UserAgent => UserAgentText;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(GameLiftStreamsEndpointParameters.From(this, parameters.AlternateEndpoint));
    }
}
