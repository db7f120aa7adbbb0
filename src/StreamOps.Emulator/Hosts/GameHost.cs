using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;

namespace StreamOps.Emulator.Hosts;

/// <summary>A page that plays the games of some sessions, as long as its socket is open.</summary>
/// <param name="id">The page's own id.</param>
/// <param name="isGuest">Whether it came with a player's page: then it plays for that player alone.</param>
public sealed class GameHost(string id, bool isGuest = false)
{
    // A page that reads nothing for this many orders is as good as gone.
    private const int MostUnread = 1_000;
    private const int MostExpected = 100;

    private readonly Channel<string> _outbox = Channel.CreateBounded<string>(MostUnread);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<HostAnswer>> _asked = new(StringComparer.Ordinal);
    private ImmutableHashSet<string> _expected = [];

    public string Id { get; } = id;

    public bool IsGuest { get; } = isGuest;

    /// <summary>The orders to send, in their order; ends when the host is gone.</summary>
    public IAsyncEnumerable<string> OrdersAsync(CancellationToken cancellationToken) => _outbox.Reader.ReadAllAsync(cancellationToken);

    /// <summary>An offer with this ICE user name will come, and is this host's whichever session it is for; so are the page's earlier ones.</summary>
    public void Expect(string ufrag)
    {
        ImmutableInterlocked.Update(
            ref _expected,
            (known, line) => known.Count < MostExpected ? known.Add(line) : [line],
            $"a=ice-ufrag:{ufrag}"
        );
        Send(new("expecting") { Ufrag = ufrag });
    }

    /// <summary>Whether this is such an offer.</summary>
    public bool Expects(string sdp) => _expected.Any(line => HasLine(sdp, line));

    /// <summary>Puts an order on its way; never waits.</summary>
    public void Send(HostOrder order)
    {
        if (!_outbox.Writer.TryWrite(order.ToJson()))
        {
            Leave();
        }
    }

    /// <summary>Hands an offer over; the answer comes within <paramref name="limit"/>, or <see cref="HostAnswer.Late"/> does.</summary>
    public async Task<HostAnswer> AskAsync(HostOrder offer, TimeSpan limit, TimeProvider time)
    {
        var answer = new TaskCompletionSource<HostAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[offer.Connection!] = answer;
        var waiting = answer.Task.WaitAsync(limit, time);
        Send(offer);
        try
        {
            return await waiting;
        }
        catch (TimeoutException)
        {
            return HostAnswer.Late;
        }
        finally
        {
            _asked.TryRemove(offer.Connection!, out _);
        }
    }

    /// <summary>The page has answered the offer of a connection.</summary>
    public void Answered(string connection, HostAnswer answer)
    {
        if (_asked.TryGetValue(connection, out var waiting))
        {
            waiting.TrySetResult(answer);
        }
    }

    /// <summary>Nothing is sent any more, and nobody waits for an answer in vain.</summary>
    public void Leave()
    {
        _outbox.Writer.TryComplete();
        foreach (var waiting in _asked.Values)
        {
            waiting.TrySetResult(HostAnswer.Gone);
        }
    }

    public override string ToString() => Id;

    private static bool HasLine(string sdp, string line)
    {
        foreach (var each in sdp.AsSpan().EnumerateLines())
        {
            if (each.SequenceEqual(line))
            {
                return true;
            }
        }

        return false;
    }
}
