using System.Text.Json;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.GameLiftStreams.Internal;

/// <summary>One operation as a row of facts; marshaller and unmarshaller at once.</summary>
internal sealed class Operation<TRequest, TResponse> : JsonResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonGameLiftStreamsRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public Operation() => Options = new InvokeOptions { RequestMarshaller = this, ResponseUnmarshaller = this };

    public string Method { get; init; } = "GET";

    /// <summary>Path with <c>{Label}</c> where a member of the request goes, percent-encoded as one segment.</summary>
    public required string Path { get; init; }

    public (string Name, Func<TRequest, string> Value)[] Labels { get; init; } = [];

    /// <summary>Query members; one without a value is left out.</summary>
    public (string Name, Func<TRequest, string> Value)[] Query { get; init; } = [];

    /// <summary>Whether the members that are neither label nor query are sent as JSON.</summary>
    public bool HasBody { get; init; }

    /// <summary>Whether the answer has members; where it has none, its body is not read.</summary>
    public bool HasAnswer { get; init; } = true;

    /// <summary>Errors modelled besides those common to all operations; any other is the base exception.</summary>
    public ServiceError[] Errors { get; init; } = [];

    public InvokeOptions Options { get; }

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = (TRequest)input;
        var wire = new DefaultRequest(request, "Amazon.GameLiftStreams") { HttpMethod = Method, ResourcePath = Path };
        wire.Headers["x-amz-api-version"] = AmazonGameLiftStreamsConfig.ApiVersion;
        AddLabels(wire, request);
        AddQuery(wire, request);
        if (HasBody)
        {
            wire.Content = JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Options);
            wire.Headers["Content-Type"] = "application/json";
        }

        return wire;
    }

    /// <remarks>Nothing at all, where members are expected, is no answer of the service: read as one without members it would say "none".</remarks>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        if (!HasAnswer)
        {
            return new TResponse();
        }

        var answer = input.IsEmptyResponse ? null : JsonSerializer.Deserialize<TResponse>(input.Stream, WireJson.Options);
        return answer ?? throw new JsonException("The answer is empty.");
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return ServiceErrors.ToException(error, Errors);
    }

    private void AddLabels(DefaultRequest wire, TRequest request)
    {
        foreach (var (name, value) in Labels)
        {
            var text = value(request);
            if (string.IsNullOrEmpty(text))
            {
                // An empty segment would address another resource: the list in place of the item.
                throw new AmazonGameLiftStreamsException($"Request object does not have required field {name} set");
            }

            wire.AddPathResource($"{{{name}}}", text);
        }
    }

    private void AddQuery(DefaultRequest wire, TRequest request)
    {
        foreach (var (name, value) in Query)
        {
            if (value(request) is { } text)
            {
                wire.Parameters.Add(name, text);
            }
        }

        wire.UseQueryString = Query.Length > 0;
    }
}
