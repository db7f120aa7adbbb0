namespace StreamOps.Operations.Polling;

/// <summary>
/// What the lists of sessions have beyond their share while very many are lost at once. Pure: it reads no clock, moments are given. Not thread-safe;
/// <see cref="CallBudget"/> guards it.
/// </summary>
internal sealed class Loan
{
    /// <summary>Somebody else wanted what was lent: it is left to them for so long.</summary>
    private static readonly TimeSpan NotAgainFor = TimeSpan.FromMinutes(1);

    /// <summary>Calls that left while it was lent may be throttled so long after it was given back.</summary>
    private static readonly TimeSpan UnderWayFor = TimeSpan.FromSeconds(2);

    private DateTimeOffset? _recalledAt;

    /// <summary>Whether it is lent at present.</summary>
    public bool IsLent { get; private set; }

    /// <summary>Lends it or gives it back.</summary>
    /// <param name="isWanted">Whether it is of use.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>Whether that is another state than before.</returns>
    public bool Lend(bool isWanted, DateTimeOffset now)
    {
        var before = IsLent;
        IsLent = isWanted && !(now - _recalledAt < NotAgainFor);
        return IsLent != before;
    }

    /// <summary>A call was throttled: what was lent is given back first.</summary>
    /// <returns>Whether that is all that follows: the share itself was not too much, as far as this call tells.</returns>
    public bool Recall(DateTimeOffset now)
    {
        if (IsLent)
        {
            (IsLent, _recalledAt) = (false, now);
            return true;
        }

        return now - _recalledAt < UnderWayFor;
    }
}
