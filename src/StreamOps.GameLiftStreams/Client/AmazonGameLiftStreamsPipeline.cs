using Amazon.GameLiftStreams.Endpoints;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.GameLiftStreams.Internal;

/// <summary>Step of the pipeline that finds the endpoint of a request.</summary>
public class AmazonGameLiftStreamsEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        GameLiftStreamsEndpointParameters.From(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);
}

/// <summary>Step of the pipeline that chooses how a request is signed: always Signature Version 4.</summary>
public class AmazonGameLiftStreamsAuthSchemeHandler : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
}

/// <summary>What the SDK wants to know of the service for the user agent and for telemetry.</summary>
public partial class AmazonGameLiftStreamsMetadata : IServiceMetadata
{
    public string ServiceId => AmazonGameLiftStreamsConfig.ServiceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
