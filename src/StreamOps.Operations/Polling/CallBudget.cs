using System.Collections.Concurrent;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>One token bucket for each API operation: a share of the service's limit, less while the service throttles. Everything pays, retries too.</summary>
public sealed class CallBudget(TimeProvider time, IOptions<LiveOptions> options) : IDisposable
{
    private readonly FleetClock _clock = new(time);
    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly Lock _loanLock = new();
    private readonly Loan _loan = new();
    private volatile bool _isIdle;

    /// <summary>Whether nobody watches: the reads of lists and groups then get only <see cref="LiveOptions.IdleShare"/> of their rate.</summary>
    internal bool IsIdle
    {
        get => _isIdle;
        set
        {
            _isIdle = value;
            foreach (var (operation, account) in _accounts)
            {
                account.Bucket.SetRate(RateOf(operation));
            }
        }
    }

    /// <summary>As <see cref="TakeAsync"/>, for a call that is of use for so long alone: the earliest deadline is served first.</summary>
    /// <param name="operation">The API operation.</param>
    /// <param name="within">How long the call is of use.</param>
    /// <param name="cancellationToken">Ends the wait; no token is taken then.</param>
    /// <returns>False when the turn would come too late, as soon as that is sure.</returns>
    public ValueTask<bool> TakeInTimeAsync(string operation, TimeSpan within, CancellationToken cancellationToken) =>
        TakeAsync(operation, within, cancellationToken);

    /// <summary>Waits until the operation may be called once. Served in the order of asking.</summary>
    /// <param name="operation">The API operation, as <c>CreateStreamSessionConnection</c>.</param>
    /// <param name="cancellationToken">Ends the wait; no token is taken then.</param>
    public async ValueTask TakeAsync(string operation, CancellationToken cancellationToken) =>
        await TakeAsync(operation, within: null, cancellationToken);

    /// <summary>Halves the operation's rate after a ThrottlingException.</summary>
    public void Throttled(string operation) => Throttled(operation, retryAfter: null);

    /// <summary>Halves the operation's rate at least, or takes back what it was lent, and, if the service named a wait, keeps it.</summary>
    public void Throttled(string operation, TimeSpan? retryAfter)
    {
        var account = Of(operation);
        var closedFor = retryAfter ?? TimeSpan.Zero;
        if (!IsOfTheLoan(operation))
        {
            var wholeRate = FullRate(operation);
            account.Change(share => share.Throttled(_clock.Now, wholeRate, closedFor));
        }

        account.Bucket.SetRate(RateOf(operation));
        account.Bucket.CloseFor(closedFor);
    }

    /// <summary>Lets the operation's rate recover after a success.</summary>
    public void Succeeded(string operation) => Change(operation, share => share.Succeeded(_clock.Now));

    public void Dispose()
    {
        foreach (var account in _accounts.Values)
        {
            account.Bucket.Dispose();
        }
    }

    /// <summary>Lends the lists of sessions what there is up to <see cref="LiveOptions.SurgeShareOfRateLimit"/>, or takes it back. Nothing is lent while the service throttles.</summary>
    internal void Lend(bool isWanted)
    {
        const string Operation = ApiOperations.ListStreamSessions;
        var account = Of(Operation);
        var isFree = account.Part >= 1 && options.Value.SurgeShareOfRateLimit > options.Value.ShareOfRateLimit;
        bool isChanged;
        lock (_loanLock)
        {
            isChanged = _loan.Lend(isWanted && isFree, _clock.Now);
        }

        if (isChanged)
        {
            account.Bucket.SetRate(RateOf(Operation));
        }
    }

    /// <summary>Calls a second that the operation has at present.</summary>
    internal double RateOf(string operation) => FullRate(operation) * Of(operation).Part;

    /// <summary>The same without what is lent to it: what may be planned with.</summary>
    internal double OwnRateOf(string operation) => OwnRateOf(operation, options.Value.ShareOfRateLimit);

    /// <summary>The same, were another share of the limit its own.</summary>
    internal double OwnRateOf(string operation, double share) => RateAt(share, operation) * Of(operation).Part;

    /// <summary>What each operation was really called, of those that ever were: with all retries.</summary>
    internal IReadOnlyList<OperationSpend> Spent()
    {
        var now = _clock.Now;
        return
        [
            .. _accounts
                .OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one =>
                {
                    var (lastTen, lastMinute) = one.Value.Spent(now);
                    var limit = RateLimits.Of(one.Key);
                    return new OperationSpend(one.Key, lastTen, lastMinute, RateOf(one.Key), options.Value.ShareOfRateLimit * limit, limit);
                }),
        ];
    }

    /// <summary>Whether the operation has budget that nobody else wants.</summary>
    internal bool HasSpare(string operation) => Of(operation).Bucket.HasSpare;

    /// <summary>How long until calls that are not made are lost to the operation, if nobody makes one meanwhile.</summary>
    internal TimeSpan UntilFull(string operation) => Of(operation).Bucket.UntilFull;

    private async ValueTask<bool> TakeAsync(string operation, TimeSpan? within, CancellationToken cancellationToken)
    {
        Change(operation, share => share.Wanted(_clock.Now));
        var account = Of(operation);
        var turn = await account.Bucket.TakeAsync(within, cancellationToken);
        if (turn is TokenTurn.TooLate)
        {
            return false;
        }

        account.Taken(_clock.Now, turn is TokenTurn.Paced);
        return true;
    }

    private void Change(string operation, Action<FairShare> change)
    {
        var account = Of(operation);
        if (account.Change(change))
        {
            account.Bucket.SetRate(RateOf(operation));
        }
    }

    private double FullRate(string operation)
    {
        lock (_loanLock)
        {
            return _loan.IsLent && operation is ApiOperations.ListStreamSessions
                ? options.Value.SurgeShareOfRateLimit * RateLimits.Of(operation)
                : RateAt(options.Value.ShareOfRateLimit, operation);
        }
    }

    private double RateAt(double share, string operation) =>
        share * RateLimits.Of(operation) * (_isIdle && IsPolled(operation) ? options.Value.IdleShare : 1);

    private bool IsOfTheLoan(string operation)
    {
        lock (_loanLock)
        {
            return operation is ApiOperations.ListStreamSessions && _loan.Recall(_clock.Now);
        }
    }

    private Account Of(string operation) =>
        _accounts.GetOrAdd(operation, static (name, budget) => new Account(new TokenBucket(budget.Time, budget.FullRate(name))), this);

    private TimeProvider Time => time;

    private static bool IsPolled(string operation) =>
        operation is ApiOperations.ListStreamSessions or ApiOperations.ListStreamGroups or ApiOperations.GetStreamGroup;

    private sealed class Account(TokenBucket bucket)
    {
        private readonly Lock _lock = new();

        public TokenBucket Bucket { get; } = bucket;

        private readonly FairShare _share = new();
        private readonly SpentCalls _spent = new();

        public double Part
        {
            get
            {
                lock (_lock)
                {
                    return _share.Part;
                }
            }
        }

        /// <inheritdoc cref="FairShare.Taken"/>
        public void Taken(DateTimeOffset now, bool isPaced)
        {
            lock (_lock)
            {
                _share.Taken(now, isPaced);
                _spent.Count(now);
            }
        }

        /// <returns>Calls a second in the last ten seconds and in the last minute.</returns>
        public (double LastTen, double LastMinute) Spent(DateTimeOffset now)
        {
            lock (_lock)
            {
                return (_spent.PerSecond(10, now), _spent.PerSecond(60, now));
            }
        }

        /// <returns>Whether another part of the rate is used since.</returns>
        public bool Change(Action<FairShare> change)
        {
            lock (_lock)
            {
                var before = _share.Part;
                change(_share);
                return _share.Part != before;
            }
        }
    }
}
