using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>A listener in the service's place that refuses every signature and quotes the request, as services of AWS do: with the session token.</summary>
/// <remarks>https://github.com/aws/aws-sdk-cpp/issues/17</remarks>
internal sealed class QuotingService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private QuotingService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(RefuseAsync);
    }

    public string Url => _app.Urls.Single();

    /// <summary>The head of each request.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<QuotingService> StartAsync()
    {
        var service = new QuotingService();
        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task RefuseAsync(HttpContext context)
    {
        var head = string.Join('\n', context.Request.Headers.Select(header => $"{header.Key.ToLowerInvariant()}:{header.Value}"));
        Asked.Enqueue(head);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.Headers["x-amzn-RequestId"] = "request-7";
        context.Response.Headers["x-amzn-ErrorType"] = "InvalidSignatureException";
        return context.Response.WriteAsJsonAsync(
            new
            {
                message = "The request signature we calculated does not match the signature you provided.\n\n"
                    + $"The Canonical String for this request should have been\n'GET\n{context.Request.Path}\n{head}'",
            }
        );
    }
}
