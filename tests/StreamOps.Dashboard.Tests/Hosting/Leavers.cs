using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>Says when the server has noticed that somebody left: a client that gives up knows nothing of that.</summary>
public sealed class Leavers : IStartupFilter
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once the first request was left by whoever made it.</summary>
    public Task First => _first.Task;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                async (HttpContext context, RequestDelegate rest) =>
                {
                    await using var left = context.RequestAborted.Register(() => _first.TrySetResult());
                    await rest(context);
                }
            );
            next(app);
        };
}
