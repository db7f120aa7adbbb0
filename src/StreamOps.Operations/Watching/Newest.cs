using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace StreamOps.Operations.Watching;

/// <summary>An immutable value that is swapped whole, and those who watch it: the value first, then each newer one; a slow reader skips.</summary>
internal sealed class Newest<T>(T first)
    where T : notnull
{
    private readonly Lock _gate = new();
    private readonly List<ChannelWriter<T>> _watchers = [];
    private T _current = first;

    public T Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>Swaps the value; an equal one is no news.</summary>
    public void Change(Func<T, T> change)
    {
        lock (_gate)
        {
            var next = change(_current);
            if (EqualityComparer<T>.Default.Equals(next, _current))
            {
                return;
            }

            _current = next;
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(next);
            }
        }
    }

    public async IAsyncEnumerable<T> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One slot, newest wins: a slow reader skips values, it never builds a backlog.
        var inbox = Channel.CreateBounded<T>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            _watchers.Add(inbox.Writer);
            inbox.Writer.TryWrite(_current);
        }

        try
        {
            while (await inbox.Reader.WaitToReadAsync(cancellationToken))
            {
                if (inbox.Reader.TryRead(out var value))
                {
                    yield return value;
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(inbox.Writer);
            }
        }
    }
}
