namespace StreamOps.Operations.Polling;

/// <summary>What one class wants of a budget.</summary>
/// <param name="StreamGroupId">Whose sessions.</param>
/// <param name="Kind">In which status.</param>
/// <param name="IsPlayed">Whether sessions of the stream group are played.</param>
/// <param name="Read">How much it weighs, what it costs, and its bounds.</param>
internal sealed record PollDemand(string StreamGroupId, PollKind Kind, bool IsPlayed, ReadDemand Read);

/// <summary>How a budget is shared.</summary>
/// <param name="Intervals">From one walk's start to the next, one for each demand and in their order.</param>
/// <param name="Fits">Whether each class can be read as often as it should.</param>
internal sealed record PollShares(IReadOnlyList<TimeSpan> Intervals, bool Fits);

/// <summary>What all classes want at one moment, and how a budget is shared among them. Pure, and nothing in it changes: any budget may be tried on it.</summary>
/// <param name="all">What each wants.</param>
/// <param name="slowing">1, or more where the lists are read that much more seldom than the budget allows.</param>
internal sealed class PollDemands(IReadOnlyList<PollDemand> all, double slowing)
{
    // Nothing is planned for later than this.
    private const double LowestRate = 1e-4;

    /// <summary>What each class wants.</summary>
    public IReadOnlyList<PollDemand> All => all;

    /// <summary>Shares a budget of so many calls a second.</summary>
    public PollShares Share(double callsPerSecond)
    {
        var (rates, fits) = WaterFilling.Share([.. all.Select(one => one.Read)], callsPerSecond);
        return new PollShares([.. rates.Select(rate => TimeSpan.FromSeconds(slowing / Math.Max(rate, LowestRate)))], fits);
    }

    /// <summary>The longest interval of some classes; null without one. Where nobody plays nobody waits to be seen: these count where there are no others.</summary>
    public TimeSpan? Slowest(PollShares shares, Func<PollDemand, bool> isMeant)
    {
        var meant = all.Zip(shares.Intervals).Where(one => isMeant(one.First)).ToList();
        return meant.Where(one => one.First.IsPlayed).Max(one => (TimeSpan?)one.Second) ?? meant.Max(one => (TimeSpan?)one.Second);
    }
}
