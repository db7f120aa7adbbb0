using Microsoft.AspNetCore.Http;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>A raw answer: status, headers and body text exactly as given.</summary>
public sealed record WireAnswer(int Status, string Body = "", string ContentType = "application/json")
{
    public const string RequestId = "11111111-2222-4333-8444-555555555555";

    /// <summary>Value of <c>x-amzn-errortype</c>, if the error is told by header.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Value of <c>Date</c>, if not the true time.</summary>
    public string? Date { get; init; }

    /// <summary>Makes the body from the request, if the answer depends on it.</summary>
    public Func<WireRequest, string>? BodyFor { get; init; }

    /// <summary>Where the answer stops for good: nothing more comes until the caller hangs up.</summary>
    public Stall Stall { get; init; }

    /// <summary>Called when the answer has stopped.</summary>
    public Action? OnStall { get; init; }

    public static WireAnswer Ok(string json) => new(200, json);

    public static WireAnswer Error(int status, string code, string message = "No.") =>
        new(status, $$"""{"Message":"{{message}}"}""") { ErrorType = code };

    public async Task PlayAsync(HttpContext context, WireRequest request)
    {
        if (Stall == Stall.BeforeHeaders)
        {
            await UntilCallerHangsUpAsync(context);
            return;
        }

        context.Response.StatusCode = Status;
        context.Response.Headers["x-amzn-requestid"] = RequestId;
        if (ErrorType is not null)
        {
            context.Response.Headers["x-amzn-errortype"] = ErrorType;
        }

        if (Date is not null)
        {
            context.Response.Headers.Date = Date;
        }

        var body = BodyFor?.Invoke(request) ?? Body;
        if (body.Length > 0)
        {
            context.Response.ContentType = ContentType;
            await context.Response.WriteAsync(body, context.RequestAborted);
        }

        if (Stall == Stall.InBody)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await UntilCallerHangsUpAsync(context);
        }
    }

    private async Task UntilCallerHangsUpAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
        OnStall?.Invoke();
        await gone.Task;
    }
}

public enum Stall
{
    None,
    BeforeHeaders,
    InBody,
}
