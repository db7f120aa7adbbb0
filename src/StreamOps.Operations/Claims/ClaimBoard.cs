using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Claims;

/// <summary>Claims as they stand, the newest of each session, also one whose lease is over: whoever held it reads so. Loaded at start.</summary>
public sealed class ClaimBoard : Board<StreamSessionArn, Claim>
{
    /// <summary>Puts a claim up, unless a newer one of its session, or a newer state of it, stands there.</summary>
    internal void Publish(Claim claim) =>
        Change(claim.Session, standing => standing is not null && IsOlder(claim, standing) ? standing : claim);

    /// <summary>Forgets offers that wait where nobody holds the claim any more. The version stays: what the store says next is newer.</summary>
    internal void ForgetOffers(DateTimeOffset lapsedBefore)
    {
        foreach (var session in Current.Values.Where(IsToForget).Select(claim => claim.Session))
        {
            Change(session, standing => standing is not null && IsToForget(standing) ? ClaimRules.WithoutOffer(standing) : standing);
        }

        bool IsToForget(Claim claim) => claim.WaitingOffer is not null && claim.Until < lapsedBefore;
    }

    internal void ForgetOverBefore(DateTimeOffset moment) => Forget(claim => claim.Until < moment);

    private static bool IsOlder(Claim claim, Claim standing) =>
        standing.WindowEpoch == claim.WindowEpoch ? standing.Version >= claim.Version : standing.WindowEpoch > claim.WindowEpoch;
}
