using Amazon.GameLiftStreams;
using Amazon.Runtime.Internal;

namespace StreamOps.Operations.GameLift;

/// <summary>Takes away the step of the SDK that sends a call again, signed, to wherever an answer points: this service never does that.</summary>
internal sealed class NoRedirects : IRuntimePipelineCustomizer
{
    public string UniqueName => typeof(NoRedirects).FullName!;

    /// <summary>For every client of the service made from now on, whichever package it is from.</summary>
    public static void Apply() => RuntimePipelineCustomizerRegistry.Instance.Register(new NoRedirects());

    public void Customize(Type serviceClientType, RuntimePipeline pipeline)
    {
        if (
            serviceClientType.IsAssignableTo(typeof(IAmazonGameLiftStreams)) && pipeline.Handlers.Any(handler => handler is RedirectHandler)
        )
        {
            pipeline.RemoveHandler<RedirectHandler>();
        }
    }
}
