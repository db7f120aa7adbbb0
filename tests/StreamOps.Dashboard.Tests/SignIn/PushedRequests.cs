using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>The part of a provider that takes what a client wants of a sign-in from the client itself, before a browser comes with the number of it (RFC 9126).</summary>
public sealed class PushedRequests
{
    public const string Path = "/request";

    private readonly ConcurrentDictionary<string, string> _kept = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _atOnce;

    /// <summary>Whether it says that it takes them. A dashboard asks what it says once.</summary>
    public bool IsOffered { get; set; }

    /// <summary>Whether it says that it takes nothing else.</summary>
    public bool IsRequired { get; set; }

    /// <summary>What each waits for.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>The most that waited at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Takes one, and brings back what a browser has the number of.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == Path)
        {
            await TakeAsync(context);
            return;
        }

        if (context.Request.Query["request_uri"] is [{ } number] && _kept.TryGetValue(number, out var wanted))
        {
            context.Request.QueryString = new QueryString(wanted);
        }

        await next(context);
    }

    private async Task TakeAsync(HttpContext context)
    {
        lock (_gate)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        }

        await Held;
        lock (_gate)
        {
            _atOnce--;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["client_secret"] != TestProvider.ClientSecret)
        {
            context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_client" }, context.RequestAborted);
            return;
        }

        var number = $"urn:ietf:params:oauth:request_uri:{Guid.NewGuid()}";
        var wanted = form.Where(part => part.Key != "client_secret").Select(part => KeyValuePair.Create(part.Key, (string?)part.Value));
        _kept[number] = QueryString.Create(wanted).Value!;
        context.Response.StatusCode = (int)HttpStatusCode.Created;
        await context.Response.WriteAsJsonAsync(new { request_uri = number, expires_in = 60 }, context.RequestAborted);
    }
}
