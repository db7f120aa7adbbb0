using Amazon.GameLiftStreams.Model;
using Amazon.Runtime.Endpoints;

namespace Amazon.GameLiftStreams;

/// <summary>Client of Amazon GameLift Streams. Thread-safe; make one per Region and keep it.</summary>
/// <remarks>
/// Where no credentials are given, the usual chain finds them (environment, profile, SSO, container, instance).
/// With a <c>ServiceURL</c> set <c>AuthenticationRegion</c> as well, else requests are signed for us-east-1.
/// </remarks>
public partial class AmazonGameLiftStreamsClient : AmazonServiceClient, IAmazonGameLiftStreams
{
    // Static, because the base constructor asks for it before the fields of this class are set.
    private static readonly AmazonGameLiftStreamsMetadata Metadata = new();

    /// <summary>Credentials and Region from the usual chain.</summary>
    public AmazonGameLiftStreamsClient()
        : this(new AmazonGameLiftStreamsConfig()) { }

    /// <summary>Credentials from the usual chain.</summary>
    public AmazonGameLiftStreamsClient(RegionEndpoint region)
        : this(InRegion(region)) { }

    /// <summary>Credentials from the usual chain.</summary>
    public AmazonGameLiftStreamsClient(AmazonGameLiftStreamsConfig config)
        : base(config) { }

    /// <summary>Region from the usual chain.</summary>
    public AmazonGameLiftStreamsClient(AWSCredentials credentials)
        : this(credentials, new AmazonGameLiftStreamsConfig()) { }

    /// <summary>Given credentials and Region.</summary>
    public AmazonGameLiftStreamsClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, InRegion(region)) { }

    /// <summary>Given credentials and configuration.</summary>
    public AmazonGameLiftStreamsClient(AWSCredentials credentials, AmazonGameLiftStreamsConfig clientConfig)
        : base(credentials, clientConfig) { }

    /// <summary>Region from the usual chain.</summary>
    public AmazonGameLiftStreamsClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonGameLiftStreamsConfig()) { }

    /// <summary>Given keys and Region.</summary>
    public AmazonGameLiftStreamsClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, InRegion(region)) { }

    /// <summary>Given keys and configuration.</summary>
    public AmazonGameLiftStreamsClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonGameLiftStreamsConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    /// <summary>Temporary keys; Region from the usual chain.</summary>
    public AmazonGameLiftStreamsClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonGameLiftStreamsConfig()) { }

    /// <summary>Temporary keys and Region.</summary>
    public AmazonGameLiftStreamsClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, InRegion(region)) { }

    /// <summary>Temporary keys and configuration.</summary>
    public AmazonGameLiftStreamsClient(
        string awsAccessKeyId,
        string awsSecretAccessKey,
        string awsSessionToken,
        AmazonGameLiftStreamsConfig clientConfig
    )
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    public IGameLiftStreamsPaginatorFactory Paginators => field ??= new GameLiftStreamsPaginatorFactory(this);

    protected override IServiceMetadata ServiceMetadata => Metadata;

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AmazonGameLiftStreamsEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AmazonGameLiftStreamsAuthSchemeHandler());
    }

    private static AmazonGameLiftStreamsConfig InRegion(RegionEndpoint region) => new() { RegionEndpoint = region };
}
