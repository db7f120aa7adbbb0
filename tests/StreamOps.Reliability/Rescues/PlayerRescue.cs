using System.Net.WebSockets;
using StreamOps.Reliability.Programs;

namespace StreamOps.Reliability.Rescues;

/// <summary>One lost player and whoever brings them back, over as many lives of the dashboard as it takes.</summary>
/// <param name="session">The session's id.</param>
/// <param name="emulator">Where the session lives.</param>
public abstract class PlayerRescue(string session, EmulatorControl emulator)
{
    /// <summary>Between two tries of somebody who was not answered.</summary>
    protected static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _ear = Open();

    /// <summary>The session's id.</summary>
    public string Session { get; } = session;

    /// <summary>All that is left is to send the offer.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Ends with the rescue, whatever comes of it.</summary>
    public Task Finished { get; private set; } = Task.CompletedTask;

    /// <summary>Whether the page that made the offer holds its answer.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>How many kills it has outlived.</summary>
    public int Kills { get; set; }

    /// <summary>How many offers were made.</summary>
    public int Offers { get; protected set; }

    /// <summary>Upon what each offer was made, for who looks why there was more than one.</summary>
    public string OfferedUpon { get; protected set; } = "";

    /// <summary>How it ended, in a few words.</summary>
    public string End { get; protected set; } = "";

    /// <summary>What kept it last from going on, for who looks why one took long.</summary>
    public string Trouble { get; protected set; } = "";

    /// <summary>Begins; the offer waits for <see cref="Go"/>.</summary>
    public void Start(CancellationToken cancellationToken) => Finished = Task.Run(() => GuardAsync(cancellationToken), cancellationToken);

    /// <summary>The offer may be sent.</summary>
    public void Go() => _go.TrySetResult();

    /// <summary>Whoever waits for the answer hears nothing until <see cref="OpenEar"/>, as one whose own network is away.</summary>
    public void ShutEar() => _ear = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Hears again.</summary>
    public void OpenEar() => _ear.TrySetResult();

    protected Task MayHearAsync(CancellationToken cancellationToken) => _ear.Task.WaitAsync(cancellationToken);

    protected bool IsEarOpen => _ear.Task.IsCompleted;

    protected Task MaySendAsync(CancellationToken cancellationToken)
    {
        _ready.TrySetResult();
        return _go.Task.WaitAsync(cancellationToken);
    }

    protected abstract Task RescueAsync(CancellationToken cancellationToken);

    /// <summary>The page has its answer, and its player reaches the session.</summary>
    protected async Task TakeAnswerAsync(string answer, CancellationToken cancellationToken)
    {
        if (!answer.Contains("\"answer\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("That is no answer.");
        }

        HasAnswer = true;
        while (!await emulator.ConnectAsync(Session) && !IsSessionOver())
        {
            await WaitAsync(cancellationToken);
        }
    }

    /// <summary>Whether the service has ended the session.</summary>
    protected bool IsSessionOver() =>
        emulator.LastStatusOf(Session) is "TERMINATING" or "TERMINATED" or "ERROR"
        || (HasAnswer && emulator.LastStatusOf(Session) is "CONNECTED");

    protected static Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Pause, TimeProvider.System, cancellationToken);

    /// <summary>Tries until there is an answer: the dashboard may be dead, or starting. Null once the session is over.</summary>
    protected async Task<T?> KeepAskingAsync<T>(Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        while (!IsSessionOver())
        {
            try
            {
                if (await ask() is { } told)
                {
                    return told;
                }
            }
            catch (Exception lost) when (IsLost(lost, cancellationToken))
            {
                // Nobody there: again.
                Trouble = $"{lost.GetType().Name} {lost.Message}";
            }

            await WaitAsync(cancellationToken);
        }

        return null;
    }

    /// <summary>Whether a request broke off with the dashboard, or without a word from it in time.</summary>
    protected static bool IsLost(Exception exception, CancellationToken cancellationToken) =>
        exception
            is HttpRequestException
                or IOException
                or TimeoutException
                or InvalidOperationException
                or WebSocketException
                or AggregateException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task GuardAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RescueAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            End = "still asking";
        }
        catch (Exception defect)
        {
            End = $"broken: {defect}";
        }
        finally
        {
            _ready.TrySetResult();
        }
    }
}
