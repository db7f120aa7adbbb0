using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;

namespace StreamOps.GameLiftStreams.Specs.Contract;

/// <summary>A service to be held to its contract: the emulator, or AWS for what only reads.</summary>
public abstract class GameLiftStreamsWorld : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // GetStreamSession is limited to 20 calls per second.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public abstract IAmazonGameLiftStreams Client { get; }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Follows a session until it has the status.</summary>
    /// <exception cref="TimeoutException">It did not get there in 20 s.</exception>
    public async Task<GetStreamSessionResponse> UntilAsync(string group, string session, StreamSessionStatus status)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(PollInterval);
        GetStreamSessionResponse seen;
        do
        {
            seen = await Client.GetStreamSessionAsync(
                new() { Identifier = group, StreamSessionIdentifier = session },
                CancellationToken.None
            );
            if (seen.Status == status)
            {
                return seen;
            }
        } while (!deadline.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None));

        throw new TimeoutException($"The session stayed {seen.Status} and did not become {status}.");
    }
}

/// <summary>A world that specs may change: begins with active stream groups that have room, and sessions that are CONNECTED.</summary>
public abstract class ControlledWorld : GameLiftStreamsWorld
{
    /// <summary>Goes back to the beginning.</summary>
    public abstract Task ResetAsync();

    /// <summary>The client of the session is lost: when this returns, the session is PENDING_CLIENT_RECONNECTION.</summary>
    public abstract Task LoseClientAsync(string streamSessionId);

    /// <summary>From now on the operation (<c>*</c>: each) is refused with this error, until the world is reset.</summary>
    public abstract Task RefuseAsync(string operation, int statusCode, string errorCode);
}
