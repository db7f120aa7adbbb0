using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Makes the feed's reads: each attempt with its own token and an overall deadline, at most two, every outcome noted.</summary>
public sealed class ServiceCalls(
    IGameLiftStreams service,
    CallBudget budget,
    ServiceClock serviceClock,
    FleetClock clock,
    TimeProvider time,
    IOptions<LiveOptions> options
)
{
    /// <summary>A deadline that is told this late was told by a process that stood still: the answer may lie there, unread.</summary>
    private static readonly TimeSpan StoodStill = TimeSpan.FromSeconds(0.5);

    /// <summary>For the lists of sessions.</summary>
    internal Breaker ListBreaker { get; } = new(clock);

    /// <summary>For reads of single sessions.</summary>
    internal Breaker SessionBreaker { get; } = new(clock);

    /// <summary>Whether nothing at all comes in: then one probe is enough for both, that of the lists.</summary>
    internal bool IsDown => ListBreaker.ProbeAt is not null && SessionBreaker.ProbeAt is not null;

    /// <summary>One read; a transient failure is tried once more, for a token of its own.</summary>
    /// <param name="operation">The API operation, whose first token the caller has taken.</param>
    /// <param name="call">The call.</param>
    /// <param name="breaker">Learns of the outcome; null for reads that nobody waits for.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <param name="failedOnce">Hears of a first attempt that failed, before the second begins.</param>
    /// <exception cref="GameLiftException">The read failed, whatever the reason.</exception>
    internal async Task<ServiceReply<T>> MakeAsync<T>(
        string operation,
        Func<IGameLiftStreams, CancellationToken, Task<ServiceReply<T>>> call,
        Breaker? breaker,
        CancellationToken cancellationToken,
        Action<GameLiftException>? failedOnce = null
    )
    {
        try
        {
            return await AttemptAsync(operation, call, breaker, cancellationToken);
        }
        catch (GameLiftException failure) when (failure.IsTransient() && breaker?.ProbeAt is null)
        {
            failedOnce?.Invoke(failure);
            await budget.TakeAsync(operation, cancellationToken);
            return await AttemptAsync(operation, call, breaker, cancellationToken);
        }
    }

    private async Task<ServiceReply<T>> AttemptAsync<T>(
        string operation,
        Func<IGameLiftStreams, CancellationToken, Task<ServiceReply<T>>> call,
        Breaker? breaker,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var reply = await AnswerAsync(operation, call, cancellationToken);
            serviceClock.Observe(reply.SentAt, reply.ServiceDate);
            budget.Succeeded(operation);
            breaker?.Succeeded();
            return reply;
        }
        catch (GameLiftException failure)
        {
            if (failure.Code == ApiErrorCode.Throttling)
            {
                budget.Throttled(operation, failure.RetryAfter);
            }
            else if (failure.IsTransient())
            {
                breaker?.Failed(isCertain: ListBreaker.ProbeAt is not null);
            }
            else if (failure.IsAboutCredentials())
            {
                breaker?.Trip(ReadFailures.CredentialsRetry);
            }
            else
            {
                // The service answers; what it says about one resource is no outage.
                breaker?.Succeeded();
            }

            throw;
        }
    }

    private async Task<ServiceReply<T>> AnswerAsync<T>(
        string operation,
        Func<IGameLiftStreams, CancellationToken, Task<ServiceReply<T>>> call,
        CancellationToken cancellationToken
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await InTimeAsync(call(service, deadline.Token), cancellationToken);
        }
        catch (TimeoutException late)
        {
            deadline.Cancel();
            throw new GameLiftException(ApiErrorCode.TimedOut, operation, $"{operation} did not answer in time.", late);
        }
        catch (Exception other) when (other is not GameLiftException && !cancellationToken.IsCancellationRequested)
        {
            throw new GameLiftException(ApiErrorCode.UnreadableAnswer, operation, $"The answer of {operation} could not be read.", other);
        }
    }

    /// <summary>Waits no longer than the deadline even for a call that does not listen to its token.</summary>
    private async Task<T> InTimeAsync<T>(Task<T> answer, CancellationToken cancellationToken)
    {
        var lastMoment = clock.Now + options.Value.CallTimeout;
        try
        {
            return await answer.WaitAsync(options.Value.CallTimeout, time, cancellationToken);
        }
        catch (TimeoutException) when (clock.Now - lastMoment > StoodStill)
        {
            return await answer.WaitAsync(StoodStill, time, cancellationToken);
        }
    }
}
