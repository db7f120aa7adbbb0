using System.Collections.Concurrent;
using System.Diagnostics;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.Faults;

/// <summary>The port, with what a test of the line wants to know: reads of session lists that came in, that failed, and how many of one list were under way at once.</summary>
/// <remarks>A call that was taken back is under way no more, though its connection may need a moment to end.</remarks>
internal sealed class WatchedCalls(IGameLiftStreams service) : IGameLiftStreams
{
    private readonly ConcurrentDictionary<(string Group, StreamSessionStatus Status), int> _underWay = new();
    private int _good;
    private int _most;

    /// <summary>Reads of session lists that came in.</summary>
    public int Good => Volatile.Read(ref _good);

    /// <summary>The most reads of one list that were ever under way at once.</summary>
    public int MostOfOneList => Volatile.Read(ref _most);

    /// <summary>Every read of a session list: when it began, how long it took, what it failed with.</summary>
    public ConcurrentQueue<ListRead> Reads { get; } = new();

    public async Task<ServiceReply<Page<StreamSession>>> ListStreamSessionsAsync(
        string streamGroupId,
        StreamSessionStatus status,
        string? nextToken,
        KnownList? known,
        CancellationToken cancellationToken
    )
    {
        var since = Stopwatch.GetTimestamp();
        var failure = default(ApiErrorCode?);
        var list = (streamGroupId, status);
        var most = _underWay.AddOrUpdate(list, 1, (_, count) => count + 1);
        InterlockedMax(most);
        var isOver = 0;
        void End()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                _underWay.AddOrUpdate(list, 0, (_, count) => count - 1);
                Reads.Enqueue(new ListRead(since, Stopwatch.GetElapsedTime(since), failure));
            }
        }

        await using var takenBack = cancellationToken.Register(() =>
        {
            failure = ApiErrorCode.TimedOut;
            End();
        });
        try
        {
            var reply = await service.ListStreamSessionsAsync(streamGroupId, status, nextToken, known, cancellationToken);
            Interlocked.Increment(ref _good);
            return reply;
        }
        catch (GameLiftException exception)
        {
            failure = exception.Code;
            throw;
        }
        finally
        {
            End();
        }
    }

    public Task<ServiceReply<Page<StreamGroup>>> ListStreamGroupsAsync(string? nextToken, CancellationToken cancellationToken) =>
        service.ListStreamGroupsAsync(nextToken, cancellationToken);

    public Task<ServiceReply<StreamGroup>> GetStreamGroupAsync(string streamGroupId, CancellationToken cancellationToken) =>
        service.GetStreamGroupAsync(streamGroupId, cancellationToken);

    public Task<ServiceReply<Page<StreamSession>>> ListStreamSessionsByAccountAsync(
        StreamSessionStatus status,
        string? nextToken,
        CancellationToken cancellationToken
    ) => service.ListStreamSessionsByAccountAsync(status, nextToken, cancellationToken);

    public Task<ServiceReply<StreamSessionDetails>> GetStreamSessionAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        service.GetStreamSessionAsync(session, cancellationToken);

    public Task<ServiceReply<Answer>> CreateStreamSessionConnectionAsync(
        StreamSessionArn session,
        Offer offer,
        string clientToken,
        CancellationToken cancellationToken
    ) => service.CreateStreamSessionConnectionAsync(session, offer, clientToken, cancellationToken);

    public Task<ServiceReply<Nothing>> TerminateStreamSessionAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        service.TerminateStreamSessionAsync(session, cancellationToken);

    public Task<ServiceReply<Nothing>> ExportStreamSessionFilesAsync(
        StreamSessionArn session,
        string outputUri,
        CancellationToken cancellationToken
    ) => service.ExportStreamSessionFilesAsync(session, outputUri, cancellationToken);

    public Task<ServiceReply<Page<Application>>> ListApplicationsAsync(string? nextToken, CancellationToken cancellationToken) =>
        service.ListApplicationsAsync(nextToken, cancellationToken);

    public Task<ServiceReply<IReadOnlyDictionary<string, string>>> ListTagsAsync(
        string streamGroupArn,
        CancellationToken cancellationToken
    ) => service.ListTagsAsync(streamGroupArn, cancellationToken);

    private void InterlockedMax(int most)
    {
        for (var known = Volatile.Read(ref _most); most > known; known = Volatile.Read(ref _most))
        {
            Interlocked.CompareExchange(ref _most, most, known);
        }
    }
}

/// <summary>One read of a session list.</summary>
/// <param name="BeganAt">By <see cref="Stopwatch.GetTimestamp"/>.</param>
/// <param name="Took">Until it ended, or was taken back.</param>
/// <param name="Failure">What it failed with; null where it came in.</param>
internal sealed record ListRead(long BeganAt, TimeSpan Took, ApiErrorCode? Failure);
