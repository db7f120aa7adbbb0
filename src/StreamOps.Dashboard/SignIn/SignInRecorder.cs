using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;
using StreamOps.Operations.SignIns;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Takes up the sign-ins of before a restart, before anybody is answered, and writes what becomes of them. That it cannot be written keeps nobody out.</summary>
internal sealed partial class SignInRecorder(
    SignInSessions sessions,
    SignInRecord record,
    SignInStore store,
    AccessNotes notes,
    TimeProvider time,
    ILogger<SignInRecorder> logger
) : BackgroundService
{
    /// <summary>More than anybody has; of more the oldest sign in again.</summary>
    private const int MostKept = 10_000;

    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _unwritten = new(StringComparer.Ordinal);

    /// <summary>The start that could not read those of before, which nobody can end any more: they are to go, or the next start would bring them back.</summary>
    private DateTimeOffset? _unread;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Those whose time ran out meanwhile, too: that they ended is told.
            var unopened = 0;
            foreach (var one in await store.LoadAsync(MostKept))
            {
                var ticket = record.Open(one);
                unopened += ticket is null ? 1 : 0;
                if (ticket is null || !sessions.TakeUp(one, ticket))
                {
                    record.Note(one.Hash);
                }
            }

            await store.ForgetBeforeAsync(time.GetUtcNow() - SignInSessions.Longest);
            if (unopened > 0)
            {
                NotOpened(unopened);
                await notes.NotReadAsync(unopened);
            }
        }
        catch (StoreUnavailableException unavailable)
        {
            _unread = time.GetUtcNow();
            NotRead(unavailable);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>What came until the end is written, and when each was last used.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _unwritten.UnionWith(sessions.All.Select(session => session.Hash));
        await WriteAsync();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        logger.KeepOnAsync("Keeping sign-ins", KeepAsync, time, stoppingToken);

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wait = _unwritten.Count == 0 && _unread is null ? Timeout.InfiniteTimeSpan : BeforeNextTry;
            using var round = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(record.Notes.WaitToReadAsync(round.Token).AsTask(), Task.Delay(wait, time, round.Token));
            // What was not waited for to its end holds on to nothing.
            await round.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
            await WriteAsync();
        }
    }

    /// <summary>Each as it is now, whatever was told of it meanwhile.</summary>
    private async Task WriteAsync()
    {
        List<TaskCompletionSource> waiting = [];
        while (record.Notes.TryRead(out var note))
        {
            if (note.Hash is { } hash)
            {
                _unwritten.Add(hash);
            }

            if (note.Written is { } written)
            {
                waiting.Add(written);
            }
        }

        try
        {
            if (_unread is { } start)
            {
                await store.ForgetBeforeAsync(time.GetUtcNow() - SignInSessions.Longest);
                var ended = await store.ForgetBeforeAsync(start);
                _unread = null;
                if (ended > 0)
                {
                    await notes.NotReadAsync(ended);
                }
            }

            foreach (var one in _unwritten.ToList())
            {
                await (sessions.Find(one) is { } session ? store.KeepAsync(record.Seal(session)) : store.ForgetAsync(one));
                _unwritten.Remove(one);
            }
        }
        catch (StoreUnavailableException unavailable)
        {
            NotWritten(unavailable);
        }
        finally
        {
            waiting.ForEach(written => written.TrySetResult());
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Sign-ins of before the start cannot be read: people sign in again.")]
    private partial void NotRead(Exception exception);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "Sign-ins cannot be written just now: it is tried again. A restart before that may end them, or not know that one ended."
    )]
    private partial void NotWritten(Exception exception);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "Sign-ins of before the start cannot be opened, with other settings of the sign-in or without the keys that sealed them: {Count}. Those people sign in again."
    )]
    private partial void NotOpened(int count);
}
