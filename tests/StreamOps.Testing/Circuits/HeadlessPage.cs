using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace StreamOps.Testing.Circuits;

/// <summary>
/// A page that stays open, as the dashboard's own scripts keep it: its lost circuit is asked for again with the same pauses, and where that is gone, the page is
/// loaded anew, with a question for each script and sheet that a browser may not keep for good whether it changed.
/// </summary>
public sealed class HeadlessPage : IAsyncDisposable
{
    /// <summary>Connections of one browser; with TLS it needs two, one for the circuit and one for everything else.</summary>
    private const int AtOnce = 4;

    private static readonly double[] RetrySeconds = [0, 1, 1.5];

    /// <summary>Of each server, by its address, what its page consists of: looked up once for all pages.</summary>
    private static readonly ConcurrentDictionary<string, Task<IReadOnlyList<PageFile>>> Files = new(StringComparer.Ordinal);

    private readonly Uri _address;
    private readonly byte[] _shows;
    private readonly CookieContainer _cookies = new();
    private readonly SocketsHttpHandler _handler;
    private readonly CancellationTokenSource _closing = new();
    private HeadlessCircuit? _circuit;
    private TaskCompletionSource<long> _live = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _staying = Task.CompletedTask;

    /// <param name="address">The page's.</param>
    /// <param name="shows">A text that stands on the page once it is live, as the id of a session that waits.</param>
    /// <param name="from">The browser's address: one of this machine's.</param>
    public HeadlessPage(Uri address, string shows, IPAddress from)
    {
        _address = address;
        _shows = Encoding.UTF8.GetBytes(shows);
        _handler = HandlerFrom(from, _cookies);
    }

    /// <summary>Completes when the page is live, first and again after <see cref="Forget"/>, with the timestamp.</summary>
    public Task<long> Live => _live.Task;

    /// <summary>How many loads it took so far.</summary>
    public int Loads { get; private set; }

    /// <summary>Loads that came to nothing.</summary>
    public int Failures { get; private set; }

    /// <summary>What a browser's requests go by.</summary>
    /// <param name="from">The browser's address: one of this machine's.</param>
    /// <param name="cookies">The browser's.</param>
    public static SocketsHttpHandler HandlerFrom(IPAddress from, CookieContainer cookies) =>
        new()
        {
            AllowAutoRedirect = false,
            CookieContainer = cookies,
            MaxConnectionsPerServer = AtOnce,
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    socket.Bind(new IPEndPoint(from, 0));
                    await socket.ConnectAsync(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };

    /// <summary>Opens the page; from then on it stays open.</summary>
    public async Task OpenAsync()
    {
        await LoadAsync();
        await Live.WaitAsync(TimeSpan.FromSeconds(60));
        _staying = StayAsync();
    }

    /// <summary>The next time it is live counts anew.</summary>
    public void Forget() => _live = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _staying;
        if (_circuit is { } circuit)
        {
            await circuit.DisposeAsync();
        }

        _handler.Dispose();
        _closing.Dispose();
    }

    private async Task StayAsync()
    {
        try
        {
            while (true)
            {
                await _circuit!.Closed.WaitAsync(_closing.Token);
                await ComeBackAsync();
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Somebody closed the page.
        }
    }

    private async Task ComeBackAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            await PauseAsync(attempt);
            try
            {
                await using var connection = await HeadlessCircuit.ConnectAsync(_address, _cookies, _handler).WaitAsync(_closing.Token);
                if (!await connection.TakeUpAsync(_circuit!.Id))
                {
                    await LoadAsync();
                    return;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !_closing.IsCancellationRequested)
            {
                // Nobody is there yet, or not any more.
            }
        }
    }

    private async Task LoadAsync()
    {
        Loads++;
        try
        {
            await AskForFilesAsync();
            var circuit = await HeadlessCircuit.OpenAsync(_address, _cookies, _handler, Look);
            if (_circuit is { } before)
            {
                await before.DisposeAsync();
            }

            _circuit = circuit;
        }
        catch
        {
            Failures++;
            throw;
        }
    }

    private async Task AskForFilesAsync()
    {
        using var client = new HttpClient(_handler, disposeHandler: false);
        var files = await Files.GetOrAdd(_address.Authority, _ => PageFiles.OfAsync(client, _address));
        await Parallel.ForEachAsync(
            files.Where(file => !file.IsLasting),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = _closing.Token },
            async (file, cancellation) =>
            {
                using var question = new HttpRequestMessage(HttpMethod.Get, file.Address);
                question.Headers.IfNoneMatch.Add(file.Tag ?? EntityTagHeaderValue.Any);
                using var answer = await client.SendAsync(question, cancellation);
            }
        );
    }

    // What a browser's timer does of it: nothing between no pause and a second's.
    private Task PauseAsync(int attempt)
    {
        var step = RetrySeconds[Math.Min(attempt, RetrySeconds.Length - 1)];
        return step == 0
            ? Task.CompletedTask
            : Task.Delay(TimeSpan.FromSeconds(Math.Max(1, step * (0.5 + Random.Shared.NextDouble()))), TimeProvider.System, _closing.Token);
    }

    private void Look(byte[] batch)
    {
        if (batch.AsSpan().IndexOf(_shows) >= 0)
        {
            _live.TrySetResult(TimeProvider.System.GetTimestamp());
        }
    }
}
