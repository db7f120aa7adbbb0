using System.Net;
using StreamOps.Testing.Circuits;

namespace StreamOps.Benchmarks.Crowds;

/// <summary>Pages with their circuits, each a browser of its own.</summary>
/// <param name="page">Which page.</param>
internal sealed class CircuitCrowd(Uri page) : Crowd
{
    /// <summary>Fewer than an address may hold at the dashboard; four of them share a network there.</summary>
    private const int PerAddress = 300;

    private const int AddressesPerNetwork = 4;

    protected override async Task<IAsyncDisposable> OpenAsync(int number, Watcher watcher, CancellationToken cancellationToken)
    {
        var (cookies, address) = (new CookieContainer(), number / PerAddress);
        var from = IPAddress.Parse($"127.0.{1 + (address / AddressesPerNetwork)}.{1 + (address % AddressesPerNetwork)}");
        var handler = HeadlessPage.HandlerFrom(from, cookies);
        try
        {
            var circuit = await HeadlessCircuit
                .OpenAsync(page, cookies, handler, batch => watcher.Hear(batch.Length), remembers: false)
                .WaitAsync(cancellationToken);
            return new Member(circuit, handler);
        }
        catch
        {
            handler.Dispose();
            throw;
        }
    }

    private sealed class Member(HeadlessCircuit circuit, SocketsHttpHandler handler) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await circuit.DisposeAsync();
            handler.Dispose();
        }
    }
}
