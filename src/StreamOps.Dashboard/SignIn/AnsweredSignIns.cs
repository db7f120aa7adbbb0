using Microsoft.AspNetCore.Authentication;

namespace StreamOps.Dashboard.SignIn;

/// <summary>
/// A sign-in that was begun is answered once, and in its time. A browser is told so by its cookie alone; whoever keeps that could bring one made-up code after
/// the other, and the provider would be asked about each in our name.
/// </summary>
/// <remarks>Kept in this process alone: after a restart one that was answered may ask once more, which the provider's own codes do not survive.</remarks>
internal sealed class AnsweredSignIns(TimeProvider time)
{
    /// <summary>Of more the oldest are forgotten: some 20 MB, and more than a minute's pace of three hundred addresses.</summary>
    internal const int MostKept = 100_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly Queue<(string Proof, DateTimeOffset Until)> _inOrder = new();

    /// <summary>Notes in a sign-in's own sealed state when it began.</summary>
    public void Begin(AuthenticationProperties state) => state.IssuedUtc = time.GetUtcNow();

    /// <summary>Whether it is the first answer to a sign-in that is under way; from then on it is answered.</summary>
    /// <param name="state">The sign-in's.</param>
    /// <param name="proof">What is its alone; null for one that is none of ours.</param>
    public bool TryAnswer(AuthenticationProperties state, string? proof)
    {
        var now = time.GetUtcNow();
        var isUnderWay = state.IssuedUtc is { } begun && now - begun <= SignInServices.LongestSignIn;
        // What comes of it lasts from its end on.
        state.IssuedUtc = null;
        if (!isUnderWay || proof is null)
        {
            return false;
        }

        lock (_gate)
        {
            while (_inOrder.TryPeek(out var oldest) && oldest.Until < now)
            {
                ForgetOldest();
            }

            if (!_answered.Add(proof))
            {
                return false;
            }

            if (_inOrder.Count >= MostKept)
            {
                ForgetOldest();
            }

            _inOrder.Enqueue((proof, now + SignInServices.LongestSignIn));
            return true;
        }
    }

    private void ForgetOldest() => _answered.Remove(_inOrder.Dequeue().Proof);
}
