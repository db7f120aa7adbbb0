namespace StreamOps.Operations.Audit;

/// <summary>
/// How many refusals are written: some a minute for each person and act, the rest are counted and told with the next one, at the latest with the one that
/// needs their place. Whoever asks a thousand times for what they may not is in the record, and does not fill it.
/// </summary>
internal sealed class RefusalShares
{
    /// <summary>Entries of one person and one act in a minute: more than a hand can make.</summary>
    internal const int MostAMinute = 20;

    /// <summary>Persons and acts that are told apart; beyond them all others share one place.</summary>
    internal const int MostApart = 1_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly (string, string) TheRest = ("", "");

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Who, string Act), Share> _shares = [];

    // Of those who made room for others: they may never be heard of again.
    private int _untoldOfOthers;

    /// <summary>The same of what a page brought about in the name of somebody who did nothing then.</summary>
    internal const int MostOfPageAMinute = 2;

    /// <summary>The entry as it is to be written; null for one that is only counted.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="page">The hash of the page that brought it about, which has a share of its own; null for the person's own doing.</param>
    public AuditEntry? Take(AuditEntry entry, string? page = null)
    {
        lock (_lock)
        {
            var key = KeyOf(page ?? entry.Subject ?? entry.Operator, entry);
            var share = _shares.GetValueOrDefault(key) ?? new Share(entry.At, 0, 0);
            share = IsOver(share, entry.At) ? new Share(entry.At, 0, share.Untold) : share;
            if (share.Written == (page is null ? MostAMinute : MostOfPageAMinute))
            {
                _shares[key] = share with { Untold = share.Untold + 1 };
                return null;
            }

            _shares[key] = share with { Written = share.Written + 1, Untold = 0 };
            entry = share.Untold == 0 ? entry : entry.AfterUntold(share.Untold);
            var ofOthers = _untoldOfOthers;
            _untoldOfOthers = 0;
            return ofOthers == 0 ? entry : entry.AfterUntoldOfOthers(ofOthers);
        }
    }

    private (string, string) KeyOf(string who, AuditEntry entry)
    {
        var key = (who, entry.Action);
        if (_shares.ContainsKey(key) || _shares.Count < MostApart)
        {
            return key;
        }

        foreach (var (old, share) in _shares)
        {
            if (IsOver(share, entry.At))
            {
                _untoldOfOthers += share.Untold;
                _shares.Remove(old);
            }
        }

        return _shares.Count < MostApart ? key : TheRest;
    }

    // The clock may be set back: then it begins anew as well.
    private static bool IsOver(Share share, DateTimeOffset now) => now - share.Since >= Minute || now < share.Since - Minute;

    private sealed record Share(DateTimeOffset Since, int Written, int Untold);
}
