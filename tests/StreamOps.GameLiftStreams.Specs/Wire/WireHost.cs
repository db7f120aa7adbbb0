using System.Collections.Concurrent;
using Amazon.GameLiftStreams;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>A real HTTP server that notes every request as it came and plays raw answers, the last one over and over.</summary>
public sealed class WireHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<WireRequest> _requests = new();
    private readonly WireAnswer[] _script;
    private int _played;

    private WireHost(WireAnswer[] script)
    {
        _script = script;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url => _app.Urls.Single();

    public IReadOnlyList<WireRequest> Requests => [.. _requests];

    /// <summary>The request of a spec that sends one.</summary>
    public WireRequest Request => Requests.Single();

    public static async Task<WireHost> StartAsync(params WireAnswer[] answers)
    {
        var host = new WireHost(answers);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>A client that never repeats a call by itself, unless the spec configures it otherwise.</summary>
    public AmazonGameLiftStreamsClient Client(Action<AmazonGameLiftStreamsConfig>? configure = null)
    {
        var config = new AmazonGameLiftStreamsConfig
        {
            ServiceURL = Url,
            AuthenticationRegion = "us-west-2",
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
        };
        configure?.Invoke(config);
        return new AmazonGameLiftStreamsClient(new BasicAWSCredentials("emulator", "emulator"), config);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await WireRequest.ReadAsync(context);
        _requests.Enqueue(request);
        var answer = _script[Math.Min(Interlocked.Increment(ref _played), _script.Length) - 1];
        await answer.PlayAsync(context, request);
    }
}

/// <summary>A request as it stood on the wire; <see cref="Path"/> and <see cref="Query"/> are raw, nothing decoded.</summary>
public sealed record WireRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static async Task<WireRequest> ReadAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        using var reader = new StreamReader(context.Request.Body);
        return new WireRequest(
            context.Request.Method,
            target[0],
            target.ElementAtOrDefault(1) ?? "",
            headers,
            await reader.ReadToEndAsync(context.RequestAborted)
        );
    }
}
