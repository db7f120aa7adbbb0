using Microsoft.AspNetCore.Http.Features;
using StreamOps.Emulator.Calls;
using StreamOps.Emulator.Faults;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>Takes every request for the API: which operation, who signed it, faults, rate, then the operation itself; each ends in the ledger.</summary>
public sealed partial class ApiPipeline(
    EmulatedFleet fleet,
    ApiOperations all,
    SignatureCheck signatures,
    TokenBuckets rates,
    FaultBoard faults,
    TimeProvider time,
    ILogger<ApiPipeline> logger
)
{
    private readonly IReadOnlyList<ApiOperation> _operations = all.All;

    /// <summary>The names of all operations served.</summary>
    public IEnumerable<string> OperationNames => _operations.Select(operation => operation.Name);

    public async Task HandleAsync(HttpContext context)
    {
        var arrivedAt = time.GetUtcNow();
        var request = new ReceivedRequest
        {
            Target = RequestTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget),
        };
        var reply = await ReplyAsync(request, () => PerformAsync(context, request));
        Record(arrivedAt, context.Request.Headers, request, reply);
        if (reply.IsCut)
        {
            context.Abort();
            return;
        }

        if (reply.Answer is { Delay: var delay } && delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await AnswerWriter.WriteAsync(context.Response, reply, fleet.Switches.Current);
    }

    /// <summary>A call of the game's own backend, which lives in the emulator: as any other, but not signed.</summary>
    /// <param name="target">As <c>/streamgroups/sg-1/streamsessions</c>.</param>
    public async Task<CallReply> CallAsync(string method, string target, JsonElement? body, Uri baseAddress, CancellationToken aborted)
    {
        var arrivedAt = time.GetUtcNow();
        var request = new ReceivedRequest { Target = RequestTarget.Parse(target), Body = body };
        var reply = await ReplyAsync(
            request,
            async () =>
            {
                (request.Operation, request.Path) = Match(method, request.Target);
                return await PerformAsync(request, request.Operation, baseAddress, aborted);
            }
        );
        Record(arrivedAt, new HeaderDictionary(), request, reply);
        return reply;
    }

    private void Record(DateTimeOffset arrivedAt, IHeaderDictionary headers, ReceivedRequest request, CallReply reply) =>
        fleet.Act(world =>
        {
            world.Ledger.Add(seq => Entry(seq, arrivedAt, headers, request, reply));
            return true;
        });

    private async Task<CallReply> ReplyAsync(ReceivedRequest received, Func<Task<CallReply>> perform)
    {
        try
        {
            return await perform();
        }
        catch (ApiException error)
        {
            return new() { Error = error };
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new() { Error = ApiErrors.TooLarge() };
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The caller has hung up: nobody is answered, but the call was made.
            return new() { IsCut = true };
        }
        catch (Exception bug)
        {
            OperationFailed(bug, received.Operation?.Name);
            return new() { Error = ApiErrors.Internal() };
        }
    }

    private async Task<CallReply> PerformAsync(HttpContext context, ReceivedRequest received)
    {
        var (operation, path) = Match(context.Request.Method, received.Target);
        received.Operation = operation;
        received.Path = path;
        var body = await RequestBody.ReadAsync(context.Request);
        received.Body = RequestBody.Parse(body);
        signatures.Verify(context.Request, received.Target, body);
        received.HasWrongBody = body.Length > 0 && received.Body is not { ValueKind: JsonValueKind.Object };
        var baseAddress = new Uri($"{context.Request.Scheme}://{context.Request.Host}");
        return await PerformAsync(received, operation, baseAddress, context.RequestAborted);
    }

    private async Task<CallReply> PerformAsync(ReceivedRequest received, ApiOperation operation, Uri baseAddress, CancellationToken aborted)
    {
        var fault = faults.Draw(operation.Name);
        if (fault.Latency > TimeSpan.Zero)
        {
            await Task.Delay(fault.Latency, time, aborted);
        }

        if (fault.Reply is { } faulty)
        {
            return faulty;
        }

        if (!rates.TryTake(operation))
        {
            throw ApiErrors.Throttled();
        }

        if (received.HasWrongBody)
        {
            throw ApiErrors.Validation("The request body is not a JSON object.");
        }

        var query = received.Target.Query.ToLookup(member => member.Name, member => member.Value, StringComparer.Ordinal);
        received.Call = new(operation, received.Path!, query, received.Body, baseAddress);
        return new() { Answer = await operation.Handle(received.Call), IsCut = fault.LosesAnswer };
    }

    private (ApiOperation Operation, Dictionary<string, string> Path) Match(string method, RequestTarget target)
    {
        var segments = target.Segments;
        foreach (var operation in _operations)
        {
            if (operation.Match(method, segments) is { } path)
            {
                return (operation, path);
            }
        }

        throw ApiErrors.UnknownOperation();
    }

    private static LedgerCall Entry(long seq, DateTimeOffset at, IHeaderDictionary headers, ReceivedRequest received, CallReply reply)
    {
        var token =
            received.Body is { ValueKind: JsonValueKind.Object } body
            && body.TryGetProperty("ClientToken", out var value)
            && value.ValueKind is JsonValueKind.String
                ? value.GetString()
                : null;
        var named = received.Path?.GetValueOrDefault("StreamSessionIdentifier");
        var session = received.Call?.StreamSessionId ?? (named is null ? null : Identifiers.IdOf(named));
        return new(
            seq,
            at,
            received.Operation?.Name ?? "Unknown",
            reply.StatusCode,
            reply.ErrorCode,
            Attempt(headers["amz-sdk-request"].ToString()),
            headers["amz-sdk-invocation-id"].FirstOrDefault(),
            token,
            session
        );
    }

    // amz-sdk-request: attempt=1; max=3
    private static int? Attempt(string header) =>
        header
            .Split(';', StringSplitOptions.TrimEntries)
            .Where(part => part.StartsWith("attempt=", StringComparison.Ordinal))
            .Select(part => int.TryParse(part.AsSpan(8), CultureInfo.InvariantCulture, out var attempt) ? attempt : (int?)null)
            .FirstOrDefault();

    /// <summary>What is known of a request so far; the ledger gets it whatever comes of the call.</summary>
    private sealed class ReceivedRequest
    {
        public required RequestTarget Target { get; init; }
        public ApiOperation? Operation { get; set; }
        public IReadOnlyDictionary<string, string>? Path { get; set; }
        public JsonElement? Body { get; set; }
        public bool HasWrongBody { get; set; }
        public ApiCall? Call { get; set; }
    }

    [LoggerMessage(1, LogLevel.Error, "{Operation} failed for a reason of the emulator's own.")]
    private partial void OperationFailed(Exception exception, string? operation);
}
