using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Rescue;

/// <summary>Keeps in the audit, once for each attempt, that the way into a player's session was given out.</summary>
public sealed class AnswerNotes(RescueSteps steps, AuditLog audit, BackgroundWork work)
{
    /// <summary>So long an answer waits for its entry.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Notes that somebody read the answer. Where that cannot be written at once the player is not kept waiting for it: it is written when its turn comes.</summary>
    internal async Task NoteReadAsync(RescueAttempt attempt, Person by, CancellationToken cancellationToken)
    {
        work.TryStart(new Reading(attempt.Id), lifetime => NoteOnceAsync(attempt, by, lifetime), out var noted);
        try
        {
            await noted.WaitAsync(Longest, steps.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Its turn comes later, and at the latest with the end of the process.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is being noted for another tab, or broke off, which the log says.
        }
    }

    private async Task<bool> NoteOnceAsync(RescueAttempt attempt, Person by, CancellationToken lifetime)
    {
        var isNew = !await IsNotedAsync(attempt, lifetime);
        if (isNew)
        {
            await audit.NoteAsync(AuditEntries.ReadAnswer(steps.Entry(attempt, AuditSteps.Done, by)));
        }

        return isNew;
    }

    private async Task<bool> IsNotedAsync(RescueAttempt attempt, CancellationToken lifetime)
    {
        try
        {
            var entries = await audit.ForSessionAsync(attempt.Session, lifetime);
            return entries.Any(entry =>
                entry.AttemptId == attempt.Id && entry is { Action: AuditActions.ReadAnswer, Step: AuditSteps.Done }
            );
        }
        catch (Exception exception) when (exception is StoreUnavailableException or OperationCanceledException)
        {
            // Rather twice than not at all.
            return false;
        }
    }

    private sealed record Reading(Guid AttemptId);
}
