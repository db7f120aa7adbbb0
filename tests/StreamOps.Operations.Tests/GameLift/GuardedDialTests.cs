using System.Net;
using System.Net.Sockets;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>Where the machine's environment names a proxy, it is asked, wherever it stands; the addresses of the settings are guarded all the same.</summary>
[Trait("Row", "A9")]
public sealed class GuardedDialTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly TcpListener _proxy = new(IPAddress.Loopback, 0);

    public GuardedDialTests() => _proxy.Start();

    private int Port => ((IPEndPoint)_proxy.LocalEndpoint).Port;

    [Theory]
    [InlineData("https://service.example/", "CONNECT service.example:443 HTTP/1.1")]
    [InlineData("http://service.example/", "GET http://service.example/ HTTP/1.1")]
    public async Task A_proxy_on_this_machine_is_asked_for_what_is_elsewhere(string address, string asks)
    {
        var asked = AnswerOneAsync();

        using var client = ClientBy(new WebProxy(new Uri($"http://127.0.0.1:{Port}")), IPAddress.Loopback);
        await Record.ExceptionAsync(() => client.GetAsync(new Uri(address), TestContext.Current.CancellationToken));

        // Its answer may be here before the one who wrote it is done.
        Assert.Equal(asks, await asked.WaitAsync(Soon, TimeProvider.System, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("https")]
    [InlineData("http")]
    public async Task What_the_proxy_is_not_for_is_guarded_as_ever(string scheme)
    {
        var proxy = new WebProxy(new Uri($"http://127.0.0.1:{Port}")) { BypassList = ["rebound\\.example"] };
        using var client = ClientBy(proxy, IPAddress.Parse("169.254.169.254"));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() =>
            client.GetAsync(new Uri($"{scheme}://rebound.example:9/"), TestContext.Current.CancellationToken)
        );

        Assert.Equal(HttpRequestError.NameResolutionError, Assert.IsType<HttpRequestException>(failure.InnerException).HttpRequestError);
    }

    public void Dispose() => _proxy.Dispose();

    private static HttpClient ClientBy(WebProxy proxy, IPAddress leadsTo)
    {
        var handler = GuardedDial.Handler(mayBeHere: false, (_, _) => Task.FromResult<IPAddress[]>([leadsTo]));
        handler.Proxy = proxy;
        return new HttpClient(handler);
    }

    /// <summary>Refuses the first that asks.</summary>
    /// <returns>What was asked, by its first line.</returns>
    private async Task<string?> AnswerOneAsync()
    {
        using var one = await _proxy.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(one.GetStream(), leaveOpen: true);
        var first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
        {
            // Its headers.
        }

        await one.GetStream().WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        return first;
    }
}
