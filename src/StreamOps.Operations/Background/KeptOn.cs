namespace StreamOps.Operations.Background;

/// <summary>Work that goes on as long as the process: a defect ends neither it nor what runs beside it.</summary>
public static partial class KeptOn
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Does the work until it is told to stop; where it breaks off that is logged, and it begins anew a second later.</summary>
    /// <param name="logger">The owner's log.</param>
    /// <param name="name">What the work is, in the owner's words.</param>
    /// <param name="work">The work; its token ends with the process.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stoppingToken">Ends it.</param>
    public static async Task KeepOnAsync(
        this ILogger logger,
        string name,
        Func<CancellationToken, Task> work,
        TimeProvider time,
        CancellationToken stoppingToken
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception defect)
            {
                logger.BrokeOff(name, Defect.Of(defect));
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    /// <summary>
    /// Does what comes before the work that is kept on, while the start waits for it: a defect in it ends no start. It is logged as one in that work
    /// would be, which does this later.
    /// </summary>
    /// <param name="logger">The owner's log.</param>
    /// <param name="name">What the work is, in the owner's words.</param>
    /// <param name="first">What comes before it.</param>
    /// <param name="cancellationToken">Calls the start off.</param>
    /// <returns>Whether it is done.</returns>
    public static async Task<bool> TryFirstAsync(
        this ILogger logger,
        string name,
        Func<CancellationToken, Task<bool>> first,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(first);
        try
        {
            return await first(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception defect)
        {
            logger.BrokeOff(name, Defect.Of(defect));
            return false;
        }
    }

    [LoggerMessage(101, LogLevel.Error, "{Work} broke off and begins anew: {Defect}")]
    private static partial void BrokeOff(this ILogger logger, string work, string defect);
}
