using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace StreamOps.Benchmarks.Crowds;

/// <summary>Connections to a plain hub that tells what changed: no page, no circuit, nothing is drawn. Less than this no push costs.</summary>
/// <param name="hub">Its address.</param>
/// <param name="message">What it tells, as <c>Changed</c>.</param>
internal sealed class HubCrowd(Uri hub, string message) : Crowd
{
    protected override async Task<IAsyncDisposable> OpenAsync(int number, Watcher watcher, CancellationToken cancellationToken)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(
                hub,
                options =>
                {
                    options.Transports = HttpTransportType.WebSockets;
                    options.SkipNegotiation = true;
                }
            )
            .Build();
        connection.On<JsonElement>(message, told => watcher.Hear(Encoding.UTF8.GetByteCount(told.GetRawText())));
        try
        {
            await connection.StartAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
