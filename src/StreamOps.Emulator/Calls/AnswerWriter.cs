using System.Text.Json.Nodes;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Calls;

/// <summary>Writes what came of a call, dressed as the switches say.</summary>
public static class AnswerWriter
{
    private const string ErrorTypeHeader = "x-amzn-errortype";
    private const string Garbage = "<<< this is not JSON >>> \u0001{";
    private const string Page503 =
        "<html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>";

    public static Task WriteAsync(HttpResponse response, CallReply reply, EmulatorSwitches switches)
    {
        response.Headers["x-amzn-requestid"] = Guid.NewGuid().ToString();
        response.StatusCode = reply.StatusCode;
        return reply switch
        {
            { IsGarbage: true } => BodyAsync(response, Encoding.UTF8.GetBytes(Garbage)),
            { Error: { } error } => ErrorAsync(response, error, switches.ErrorEnvelope),
            { Answer.Body: { } body } => BodyAsync(response, Serialize(body, switches)),
            _ => Task.CompletedTask,
        };
    }

    private static Task ErrorAsync(HttpResponse response, ApiException error, ErrorEnvelope envelope)
    {
        if (envelope is ErrorEnvelope.Html503)
        {
            response.StatusCode = 503;
            response.ContentType = "text/html";
            return response.WriteAsync(Page503);
        }

        var body = new JsonObject { ["Message"] = error.Message };
        switch (envelope)
        {
            case ErrorEnvelope.BodyType:
                body["__type"] = $"com.amazonaws.gameliftstreams#{error.Code}";
                break;
            case ErrorEnvelope.HeaderWithSuffix:
                response.Headers[ErrorTypeHeader] = $"{error.Code}:http://internal.amazon.com/coral/com.amazonaws.gameliftstreams/";
                break;
            case ErrorEnvelope.UnknownCode:
                response.Headers[ErrorTypeHeader] = "SomethingNewException";
                break;
            default:
                response.Headers[ErrorTypeHeader] = error.Code;
                break;
        }

        return BodyAsync(response, JsonSerializer.SerializeToUtf8Bytes(body, Wire.Json));
    }

    private static Task BodyAsync(HttpResponse response, byte[] body)
    {
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length);
    }

    private static byte[] Serialize(object body, EmulatorSwitches switches)
    {
        if (!switches.UnknownMembers && switches.UnknownValuesIn.Count == 0)
        {
            return JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Wire.Json);
        }

        var tree = JsonSerializer.SerializeToNode(body, body.GetType(), Wire.Json)!;
        FutureAnswer.Dress(tree, switches);
        return JsonSerializer.SerializeToUtf8Bytes(tree, Wire.Json);
    }
}
