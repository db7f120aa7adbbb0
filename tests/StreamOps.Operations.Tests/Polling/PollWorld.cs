using Microsoft.Extensions.Options;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>
/// The scheduler in a random world: stream groups, a share of the limit, a service that others use too, very many lost at once. Time goes from event to event,
/// as the poller's loop would see them: what is due is read as soon as there is a token, else a page ahead of its turn with a full bucket.
/// </summary>
internal sealed class PollWorld
{
    private const double Limit = 20;
    private const double SurgeShare = 0.8;
    private const int PageSize = 100;
    private const int MostInFlight = 4;
    private const double Grain = 1e-4;
    private const double Whole = 1 - 1e-6;
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);

    private readonly Random _chance;
    private readonly PollScheduler _scheduler = new(Options.Create(new LiveOptions()));
    private readonly FairShare _fair = new();
    private readonly Dictionary<string, int> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WaitingList> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<PollClass, Reading> _readings = [];
    private readonly PriorityQueue<(PollClass Class, bool IsThrottled), double> _answers = new();
    private readonly HashSet<string> _played;
    private readonly double _latency;
    private readonly double _losses;

    private (double Rate, bool IsStarting, bool IsSurge) _planned;
    private double _now;
    private double _plannedAt = double.MinValue;
    private double _tokens = TokenBucket.Depth;
    private double _serviceTokens = Limit;
    private double _others;
    private int _answered;
    private double _refused;
    private bool _isAwaited;
    private bool _isLent;
    private double? _fitsSince;

    /// <summary>While all calls go to those who are lost at once, and until the others were read again, these wait: that is no plan of theirs.</summary>
    private double _countsFrom;

    public PollWorld(int seed)
    {
        _chance = new Random(seed);
        Share = Math.Exp(Between(Math.Log(0.02), Math.Log(0.8)));
        _latency = Between(0.002, 0.06);
        _losses = Between(0, 0.1);
        var groups = _chance.Next(1, 61);
        for (var group = 1; group <= groups; group++)
        {
            _sessions.Add($"sg-{group}", group > 1 && _chance.NextDouble() < 0.3 ? 0 : (int)Math.Pow(10, Between(0, 3.7)));
        }

        Played = [.. _sessions.Where(group => group.Value > 0).Select(group => group.Key)];
        _played = [.. Played];
        _scheduler.SetGroups([.. _sessions.Keys], Start);
        foreach (var one in _scheduler.Classes)
        {
            _readings.Add(one, new Reading());
        }
    }

    /// <summary>Our share of the limit.</summary>
    public double Share { get; }

    public int Groups => _sessions.Count;

    /// <summary>Groups with sessions, one at least.</summary>
    public IReadOnlyList<string> Played { get; }

    /// <summary>Calls a second that may be made at present.</summary>
    public double Rate => _isLent ? SurgeShare * Limit : Share * Limit * _fair.Part;

    /// <summary>How often waiting sessions are read in the slowest group that is played, in seconds.</summary>
    public double UrgentInterval =>
        _scheduler.Classes.Where(one => one is { IsPlayed: true, Kind.IsUrgent: true }).Max(one => one.Interval.TotalSeconds);

    /// <summary>Whether a mass drop may be read beyond our share.</summary>
    public bool MayLend { get; init; }

    /// <summary>Each call: when, and how many a second were allowed then.</summary>
    public List<(double At, double Rate)> Calls { get; } = [];

    /// <summary>Calls that the budget gave and nobody made, though a page could have been read sooner by them.</summary>
    public double Lost { get; private set; }

    /// <summary>The delay of those who change, weighted, against the least that these weights allow with this budget.</summary>
    public double Ratio => _readings.Values.Sum(reading => reading.Reached) / _readings.Values.Sum(reading => reading.Least);

    /// <summary>How much longer than its bound, and the time that a few calls take, a class had to wait where the bounds fit the budget: in seconds, none or less where none was late.</summary>
    public double LatestOfAll { get; private set; } = double.MinValue;

    /// <summary>Reads until every list was read to its end, and the plan has come to rest; from then on it is measured.</summary>
    public void Settle()
    {
        do
        {
            Run(1);
        } while (_scheduler.IsStarting(At));

        Run(Math.Max(20, 3 * UrgentInterval));
        (Lost, _answered, _refused) = (0, 0, 0);
        Calls.Clear();
        foreach (var reading in _readings.Values)
        {
            reading.Forget(_now);
        }
    }

    /// <summary>Others use so much of the service's limit from now on, 0 to 1.</summary>
    public void LeaveToOthers(double part)
    {
        // What they left of the service is all that there was to share: to come down to that is the share's work, not the scheduler's.
        var given = _answered == 0 ? 1 : (_answered + _refused) / _answered;
        foreach (var reading in _readings.Values)
        {
            reading.Pass(_now, _countsFrom);
            reading.End(given);
        }

        (_others, _answered, _refused) = (part, 0, 0);
    }

    /// <summary>So many sessions of one group are lost now, and stand anywhere in its list.</summary>
    public WaitingList Drop(int count, string streamGroupId)
    {
        if (!_waiting.TryGetValue(streamGroupId, out var list))
        {
            _waiting.Add(streamGroupId, list = new WaitingList(_chance));
        }

        list.Drop(count);
        return list;
    }

    public void Run(double seconds)
    {
        var end = _now + seconds;
        while (_now < end)
        {
            TakeAnswers();
            Plan();
            var isWanted = IsWanted();
            if (isWanted)
            {
                _fair.Wanted(At);
            }

            if (isWanted && _tokens >= Whole)
            {
                Read();
            }
            else
            {
                _isAwaited |= isWanted;
                Pass(Math.Max(NextEvent(isWanted, end), _now + Grain));
            }
        }
    }

    private DateTimeOffset At => Start.AddSeconds(_now);

    /// <summary>Every five seconds, as in the product; where there are few calls every hundredth call is often enough, and two hundred worlds are soon through.</summary>
    private double PlannedEvery => Math.Max(5, 100 / (Share * Limit));

    private double Between(double least, double most) => least + (_chance.NextDouble() * (most - least));

    private bool IsWanted() =>
        _answers.Count < MostInFlight
        && (_scheduler.NextDue(At) <= At || (_tokens >= TokenBucket.Depth * Whole && _scheduler.NextEarly(At) <= At));

    private void Read()
    {
        _tokens--;
        _fair.Taken(At, _isAwaited);
        _isAwaited = false;
        if (_scheduler.Take(At) is not { } one)
        {
            Lost++;
        }
        else
        {
            Calls.Add((_now, Rate));
            var isThrottled = _serviceTokens < 1;
            _serviceTokens -= isThrottled ? 0 : 1;
            _answers.Enqueue((one, isThrottled), _now + (_latency * Between(0.5, 1.5)));
        }
    }

    private void TakeAnswers()
    {
        while (_answers.TryPeek(out var answer, out var at) && at <= _now)
        {
            _answers.Dequeue();
            if (answer.IsThrottled)
            {
                _fair.Throttled(At, Share * Limit);
                (_refused, _tokens) = (_refused + 1 + _tokens, 0);
                answer.Class.Failed(At.AddSeconds(Between(0, 0.5)));
            }
            else
            {
                _fair.Succeeded(At);
                _answered++;
                Take(answer.Class);
            }
        }
    }

    private void Take(PollClass one)
    {
        var page = one.Walk!.Pages;
        if (page == 0)
        {
            // As it was when it was asked for: how long an answer takes is no delay of the scheduler.
            var gap = _readings[one].Read(Seconds(one.AskedAt), _countsFrom);
            Note(one, gap);
        }

        var list = one.Kind.IsUrgent ? _waiting.GetValueOrDefault(one.StreamGroupId) : null;
        var token =
            list is not null ? list.NextToken(one, page)
            : one.Kind.IsSweep && (page + 1) * PageSize < _sessions[one.StreamGroupId] ? $"token-{page}"
            : null;
        var entered = list?.Show(one, page) ?? (one.IsPlayed && _chance.NextDouble() < _losses ? 1 : 0);
        _scheduler.Succeeded(one, token, entered, At);
    }

    private void Note(PollClass one, double gap)
    {
        if (_fitsSince <= _now - gap)
        {
            LatestOfAll = Math.Max(LatestOfAll, gap - (one.Longest.TotalSeconds * 1.1) - (3 / Rate) - (3 * _latency));
        }
    }

    private void Plan()
    {
        _isLent = MayLend && _scheduler.WantsLoan(At) && Share < SurgeShare;
        _scheduler.SetPlayed(_played);
        var wanted = (Share * Limit * _fair.Part, _scheduler.IsStarting(At), _scheduler.IsSurge(At));
        if (wanted == _planned && _now - _plannedAt < PlannedEvery)
        {
            return;
        }

        foreach (var reading in _readings.Values)
        {
            reading.Pass(_now, _countsFrom);
        }

        _countsFrom =
            wanted.Item3 ? double.MaxValue
            : _planned.IsSurge ? _now + UrgentInterval
            : _countsFrom;
        (_planned, _plannedAt) = (wanted, _now);
        var plan = _scheduler.Plan(wanted.Item1, 1, At);
        _fitsSince = plan.IsDegraded || wanted.Item2 || wanted.Item3 ? null : _fitsSince ?? _now;
        foreach (var (one, reading) in _readings)
        {
            (reading.Weight, reading.Interval) = (one.Weight, one.Interval.TotalSeconds);
        }
    }

    private double NextEvent(bool isWanted, double end)
    {
        var next = Math.Min(end, _plannedAt + PlannedEvery);
        if (_answers.TryPeek(out _, out var answer))
        {
            next = Math.Min(next, answer);
        }

        if (isWanted)
        {
            return Math.Min(next, _now + ((1 - _tokens) / Rate));
        }

        if (_answers.Count < MostInFlight)
        {
            var full = _now + ((TokenBucket.Depth - _tokens) / Rate);
            next = Math.Min(next, Seconds(_scheduler.NextDue(At)));
            next = Math.Min(next, Math.Max(full, Seconds(_scheduler.NextEarly(At))));
        }

        return next;
    }

    private static double Seconds(DateTimeOffset? moment) => (moment - Start)?.TotalSeconds ?? double.MaxValue;

    private void Pass(double until)
    {
        var (passed, isReadable) = (until - _now, _answers.Count < MostInFlight && _scheduler.NextEarly(At) <= At);
        var tokens = _tokens + (passed * Rate);
        Lost += isReadable ? Math.Max(0, tokens - TokenBucket.Depth) : 0;
        _tokens = Math.Min(TokenBucket.Depth, tokens);
        var left = Limit * (1 - _others);
        _serviceTokens = Math.Min(Math.Max(1, left), _serviceTokens + (passed * left));
        _now = until;
    }

    /// <summary>What one class came to: how old what it shows was, on the average of the time, against half of its interval.</summary>
    private sealed class Reading
    {
        private double _readAt;
        private double _passedTo;
        private double _reached;
        private double _least;
        private double _ended;
        private double _open;
        private double _openOfRead;

        public double Weight { get; set; }

        public double Interval { get; set; }

        public double Reached { get; private set; }

        public double Least => _ended + _openOfRead;

        public void Forget(double now) => (Reached, _ended, _reached, _least, _open, _openOfRead, _passedTo) = (0, 0, 0, 0, 0, 0, now);

        /// <summary>Time has passed with one plan.</summary>
        public void Pass(double now, double countsFrom)
        {
            var (from, to) = (_passedTo - _readAt, now - _readAt);
            if (_passedTo >= countsFrom)
            {
                _reached += Weight * ((to * to) - (from * from)) / 2;
                _open += Weight * Interval / 2 * (to - from);
            }

            _passedTo = now;
        }

        /// <summary>Others come or go: until now so many calls were given for each that was answered.</summary>
        public void End(double given)
        {
            (_ended, _least) = (_ended + (_openOfRead * given), _least + (_open * given));
            (_open, _openOfRead) = (0, 0);
        }

        /// <summary>It was read: only now is it known how long what changed since had to wait.</summary>
        /// <param name="at">Where that is a little ago, what passed since is taken back.</param>
        /// <param name="countsFrom">What was before is not counted.</param>
        /// <returns>The seconds since the last time.</returns>
        public double Read(double at, double countsFrom)
        {
            Pass(at, countsFrom);
            var gap = at - _readAt;
            (Reached, _ended, _reached, _least, _readAt) = (Reached + _reached, _ended + _least, 0, 0, at);
            (_open, _openOfRead) = (0, _openOfRead + _open);
            return gap;
        }
    }
}
