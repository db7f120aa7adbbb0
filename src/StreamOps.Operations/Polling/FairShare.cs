namespace StreamOps.Operations.Polling;

/// <summary>How much of its rate one operation uses while others use up the service's limit too. Pure: it reads no clock, moments are given.</summary>
/// <remarks>
/// A throttled call says that the service's bucket is empty, and nothing but a throttled call says anything: that the others have left shows only in
/// calls beyond what they leave. What went through from one such moment to the next is what they leave, where every call came as soon as the rate allowed:
/// where less was wanted, more might have gone through. It is remembered and kept to, and now and then the whole rate is tried: eight seconds after the last
/// throttled call, later the longer the others have been there, until so many calls went through that the throttled one is less than one of a hundred.
/// </remarks>
internal sealed class FairShare
{
    private const double Lowest = 0.1;
    private const double Step = 0.02;

    private const double LessThanHeld = 0.95;
    private const int CallsUntilTried = 120;
    private const int TriedAfterPartOfStay = 10;
    private static readonly TimeSpan TriedAfter = TimeSpan.FromSeconds(8);

    /// <summary>Less time in which calls came as soon as they might tells nothing of what went through.</summary>
    private static readonly TimeSpan Measurable = TimeSpan.FromSeconds(2);

    /// <summary>Nor do fewer calls: others use all up for a moment, and leave it again.</summary>
    private const int FewestToMeasure = 3;

    /// <summary>Throttled later than this after the whole rate was taken up again: others came anew.</summary>
    private static readonly TimeSpan LeftFor = TimeSpan.FromSeconds(15);

    private double? _held;
    private DateTimeOffset? _since;
    private DateTimeOffset _throttledAt;
    private DateTimeOffset _wholeAt;
    private int _passed;

    // Since the last throttled call: those that came as soon as the rate allowed, in which time, and when the last of them had its turn.
    private int _paced;
    private TimeSpan _pacedFor;
    private DateTimeOffset? _pacedTo;

    /// <summary>The part of the rate that is used at present, 0.1 to 1.</summary>
    public double Part { get; private set; } = 1;

    /// <summary>A call is wanted: where the whole rate is due to be tried, those who come now need not wait for the first of them to go through.</summary>
    public void Wanted(DateTimeOffset now)
    {
        if (Part < 1 && IsTried(now))
        {
            (Part, _wholeAt) = (1, now);
        }
    }

    /// <summary>A call has its turn.</summary>
    /// <param name="now">The present moment.</param>
    /// <param name="isPaced">Whether it came as soon as the rate allowed.</param>
    public void Taken(DateTimeOffset now, bool isPaced)
    {
        if (isPaced && now > _pacedTo)
        {
            (_paced, _pacedFor) = (_paced + 1, _pacedFor + (now - _pacedTo.Value));
        }

        // A turn that was given just before the bucket closed opens it no sooner.
        _pacedTo =
            !isPaced ? null
            : now < _pacedTo ? _pacedTo
            : now;
    }

    /// <summary>A call was throttled: half the rate, and no more than what held.</summary>
    /// <param name="now">The present moment.</param>
    /// <param name="wholeRate">Calls a second with nobody else there.</param>
    /// <param name="closedFor">How long no call is made now, as the service asked: that nothing goes through then says nothing.</param>
    public void Throttled(DateTimeOffset now, double wholeRate, TimeSpan closedFor = default)
    {
        if (_since is null || (Part >= 1 && now - _wholeAt > LeftFor))
        {
            (_since, _held) = (now, null);
        }
        else if (Measured(wholeRate) is { } measured)
        {
            // Too much at the rate that held is news of that rate; too much beyond it is none.
            _held = Part < 1 && _held is { } held ? Math.Min(held * LessThanHeld, measured) : Math.Max(_held ?? 0, measured);
        }

        Part = Math.Max(Lowest, Math.Min(Part / 2, _held ?? 1));
        (_throttledAt, _passed) = (now, 0);
        (_paced, _pacedFor, _pacedTo) = (0, TimeSpan.Zero, now + closedFor);
    }

    /// <summary>A call went through.</summary>
    public void Succeeded(DateTimeOffset now)
    {
        _passed++;
        if (Part < 1)
        {
            Part = IsTried(now) ? 1 : Math.Min(Math.Max(Part, _held ?? 1), Part + Step);
            _wholeAt = now;
        }
    }

    /// <summary>The part of the rate that went through while calls came as soon as they might; null where that says nothing. The last of them is the throttled one.</summary>
    private double? Measured(double wholeRate) =>
        _paced - 1 >= FewestToMeasure && _pacedFor >= Measurable
            ? Math.Clamp((_paced - 1) / _pacedFor.TotalSeconds / wholeRate, Lowest, 1)
            : null;

    private bool IsTried(DateTimeOffset now)
    {
        var quiet = now - _throttledAt;
        return quiet >= TriedAfter && (_passed >= CallsUntilTried || quiet >= (now - _since) / TriedAfterPartOfStay);
    }
}
