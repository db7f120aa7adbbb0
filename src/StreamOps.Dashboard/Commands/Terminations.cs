using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Commands;

/// <summary>Who ended which of the sessions on a page, read once each from the audit.</summary>
/// <param name="read">The audit of one session, oldest first.</param>
public sealed class Terminations(Func<StreamSessionArn, CancellationToken, Task<IReadOnlyList<AuditEntry>>> read)
{
    private readonly Dictionary<StreamSessionArn, Termination?> _known = [];

    /// <summary>Who ended the session; null when nobody here did, or nobody looked yet.</summary>
    public Termination? Of(StreamSessionArn session) => _known.GetValueOrDefault(session);

    /// <summary>Looks up those not looked up before, and forgets all others.</summary>
    /// <returns>Whether anything new is known.</returns>
    public async Task<bool> LearnAsync(IReadOnlyCollection<StreamSessionArn> terminated, CancellationToken cancellationToken)
    {
        foreach (var gone in _known.Keys.Except(terminated).ToList())
        {
            _known.Remove(gone);
        }

        var hasLearned = false;
        foreach (var session in terminated)
        {
            // Taken before it is read: the next picture comes while this one waits.
            if (_known.TryAdd(session, null) && await ReadAsync(session, cancellationToken) is { } termination)
            {
                _known[session] = termination;
                hasLearned = true;
            }
        }

        return hasLearned;
    }

    private async Task<Termination?> ReadAsync(StreamSessionArn session, CancellationToken cancellationToken)
    {
        try
        {
            var entries = await read(session, cancellationToken);
            var steps = entries.Where(entry => entry.Action == AuditActions.Terminate).ToList();
            // The reason stands in the intent; what came of it stands in the last step.
            return
                steps.FindLast(entry => entry.Step == AuditSteps.Intent) is { } intent
                && steps[^1].Step is AuditSteps.Intent or AuditSteps.Accepted or AuditSteps.Unknown
                ? new Termination(intent.Operator, intent.Reason) { IsVerified = intent.Subject is not null }
                : null;
        }
        catch (StoreUnavailableException)
        {
            // The row says less, and the page goes on: the store's own state speaks elsewhere.
            return null;
        }
    }
}
