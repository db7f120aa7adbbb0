using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Commands;

/// <summary>Who ended which of the sessions on a page, read once each from the audit, as far as it is for the page's reader.</summary>
/// <param name="read">The audit of one session for one reader, oldest first.</param>
public sealed class Terminations(Func<StreamSessionArn, Actor?, CancellationToken, Task<IReadOnlyList<AuditEntry>>> read)
{
    private Dictionary<StreamSessionArn, Termination?> _known = [];
    private Actor? _reader;

    /// <summary>Who ended the session; null while that is not known, or where it is not for this reader.</summary>
    public Termination? Of(StreamSessionArn session, Actor? reader) => reader == _reader ? _known.GetValueOrDefault(session) : null;

    /// <summary>Looks up those not looked up before, and forgets all others, and all that another reader was told.</summary>
    /// <returns>Whether anything new is known.</returns>
    public async Task<bool> LearnAsync(IReadOnlyCollection<StreamSessionArn> terminated, Actor? reader, CancellationToken cancellationToken)
    {
        if (reader != _reader)
        {
            (_known, _reader) = ([], reader);
        }

        // What is still being read for one reader is not written among what the next one is told.
        var known = _known;
        foreach (var gone in known.Keys.Except(terminated).ToList())
        {
            known.Remove(gone);
        }

        var hasLearned = false;
        try
        {
            foreach (var session in terminated)
            {
                hasLearned |= await LearnAsync(known, session, reader, cancellationToken);
            }
        }
        catch (StoreUnavailableException)
        {
            // The rows say less until it is asked again, and the page goes on: the store's own state speaks elsewhere.
        }

        return hasLearned;
    }

    private async Task<bool> LearnAsync(
        Dictionary<StreamSessionArn, Termination?> known,
        StreamSessionArn session,
        Actor? reader,
        CancellationToken cancellationToken
    )
    {
        // Taken before it is read: the next picture comes while this one waits.
        if (!known.TryAdd(session, null))
        {
            return false;
        }

        var isRead = false;
        try
        {
            known[session] = Of(await read(session, reader, cancellationToken));
            return isRead = true;
        }
        finally
        {
            if (!isRead)
            {
                known.Remove(session);
            }
        }
    }

    private static Termination Of(IReadOnlyList<AuditEntry> entries)
    {
        var steps = entries.Where(entry => entry.Action == AuditActions.Terminate).ToList();
        // The reason stands in the intent; what came of it stands in the last step.
        return
            steps.FindLast(entry => entry.Step == AuditSteps.Intent) is { } intent
            && steps[^1].Step is AuditSteps.Intent or AuditSteps.Accepted or AuditSteps.Unknown
            ? new Termination(intent.Operator, intent.Reason) { IsVerified = intent.Subject is not null }
            : Termination.NotFromHere;
    }
}
