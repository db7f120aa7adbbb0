using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace StreamOps.Testing.Faults;

/// <summary>A line between a client and a server on this machine that a test makes bad: it passes bytes on, and knows nothing of HTTP.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly EndPoint _target;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Line, Task> _lines = new();
    private readonly Task _accepting;
    private LineFault _fault = LineFault.None;
    private int _accepted;

    public FaultProxy(Uri target)
    {
        _target = new IPEndPoint(IPAddress.Loopback, target.Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the client is to call.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>How many connections were made since the start.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>How many connections are open.</summary>
    public int Open => _lines.Count;

    /// <summary>What is wrong with every line from now on, those that are open and those to come.</summary>
    public void Put(LineFault fault)
    {
        Volatile.Write(ref _fault, fault);
        PutOnOpen(fault);
    }

    /// <summary>What is wrong with the lines that are open; those to come are sound.</summary>
    public void PutOnOpen(LineFault fault)
    {
        foreach (var line in _lines.Keys)
        {
            line.Put(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_lines.Values);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                Interlocked.Increment(ref _accepted);
                var line = new Line(client, Volatile.Read(ref _fault));
                _lines[line] = CarryAsync(line);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(Line line)
    {
        await Task.Yield();
        try
        {
            await line.CarryAsync(_target, _end.Token);
        }
        finally
        {
            _lines.TryRemove(line, out _);
        }
    }

    /// <summary>One connection of a client and the one to the server that belongs to it.</summary>
    private sealed class Line(Socket client, LineFault first)
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private LineFault _fault = first;
        private long _passed;

        public void Put(LineFault fault)
        {
            lock (_lock)
            {
                _fault = fault;
                _passed = 0;
                _changed.SetResult();
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public async Task CarryAsync(EndPoint target, CancellationToken end)
        {
            using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            using var closed = CancellationTokenSource.CreateLinkedTokenSource(end);
            using (client)
            {
                try
                {
                    await server.ConnectAsync(target, end);
                    var there = PassAsync(client, server, SendAsync, closed.Token);
                    var back = PassAsync(server, client, SendBackAsync, closed.Token);
                    // Either side may be done first; one that breaks takes the other along.
                    await await Task.WhenAny(there, back);
                    await Task.WhenAll(there, back);
                }
                catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
                {
                    await closed.CancelAsync();
                }
            }
        }

        private async Task PassAsync(
            Socket from,
            Socket to,
            Func<Socket, Memory<byte>, CancellationToken, Task<bool>> send,
            CancellationToken end
        )
        {
            using var buffer = MemoryPool<byte>.Shared.Rent(64 * 1024);
            while (await from.ReceiveAsync(buffer.Memory, end) is var count and > 0)
            {
                if (!await send(to, buffer.Memory[..count], end))
                {
                    return;
                }
            }

            await ThroughAsync(end);
            to.Shutdown(SocketShutdown.Send);
        }

        private async Task<bool> SendAsync(Socket to, Memory<byte> piece, CancellationToken end)
        {
            await ThroughAsync(end);
            await SendAllAsync(to, piece, end);
            return true;
        }

        private async Task<bool> SendBackAsync(Socket to, Memory<byte> piece, CancellationToken end)
        {
            var fault = await ThroughAsync(end);
            if (fault.FlippedByte - _passed is { } flipped && flipped >= 0 && flipped < piece.Length)
            {
                piece.Span[(int)flipped] ^= 1;
            }

            var last = fault.ResetAfter ?? fault.HalfCloseAfter;
            var part = last is { } most ? piece[..(int)Math.Clamp(most - _passed, 0, piece.Length)] : piece;
            await SendSlowlyAsync(to, part, fault.BytesPerSecond, end);
            _passed += part.Length;
            if (last is null || _passed < last)
            {
                return true;
            }

            if (fault.ResetAfter is not null)
            {
                to.LingerState = new LingerOption(true, 0);
                to.Close();
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            to.Shutdown(SocketShutdown.Send);
            return false;
        }

        /// <summary>Waits until a piece may pass.</summary>
        private async Task<LineFault> ThroughAsync(CancellationToken end)
        {
            while (true)
            {
                LineFault fault;
                Task changed;
                lock (_lock)
                {
                    (fault, changed) = (_fault, _changed.Task);
                }

                if (!fault.IsBlackHole)
                {
                    await Task.Delay(fault.Delay, TimeProvider.System, end);
                    return fault;
                }

                await changed.WaitAsync(end);
            }
        }

        private static async Task SendSlowlyAsync(Socket to, Memory<byte> piece, int? bytesPerSecond, CancellationToken end)
        {
            // Ten pieces a second.
            var step = bytesPerSecond is { } rate ? Math.Max(1, rate / 10) : piece.Length;
            for (var sent = 0; sent < piece.Length; sent += step)
            {
                await SendAllAsync(to, piece[sent..Math.Min(piece.Length, sent + step)], end);
                if (bytesPerSecond is not null)
                {
                    await Task.Delay(TimeSpan.FromSeconds(0.1), TimeProvider.System, end);
                }
            }
        }

        private static async Task SendAllAsync(Socket to, ReadOnlyMemory<byte> piece, CancellationToken end)
        {
            while (piece.Length > 0)
            {
                piece = piece[await to.SendAsync(piece, end)..];
            }
        }
    }
}
