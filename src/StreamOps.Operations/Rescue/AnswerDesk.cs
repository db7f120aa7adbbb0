using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Rescue;

/// <summary>Hands answers to operators: each to the one who brought its offer, and to nobody else.</summary>
public sealed class AnswerDesk(RescueSteps steps, AnswerNotes notes, OfferVault vault, AuditLog audit)
{
    /// <summary>The answer in clear, for the operator that brought the offer; null when it was erased or never came.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public async Task<Answer?> ReadAnswerAsync(Guid attemptId, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var file = await steps.FindAsync(attemptId, actor, cancellationToken);
        if (file is null)
        {
            return null;
        }

        if (IsFor(file, actor))
        {
            var answer = vault.OpenAnswer(file.ProtectedAnswer);
            if (answer is not null)
            {
                await notes.NoteReadAsync(file.Attempt, actor.Person, cancellationToken);
            }

            return answer;
        }

        var verdict = ActorPermissions.For(DeskAct.TakeAnswer, actor);
        var why = verdict.IsAllowed ? "The answer is for the one who brought the offer." : verdict.Reason;
        var refused = steps.Entry(file.Attempt, AuditSteps.Refused, actor.Person, why);
        await audit.NoteAsync(AuditEntries.ReadAnswer(refused));
        return null;
    }

    /// <summary>Whether the attempt's answer is for somebody else: <see cref="ReadAnswerAsync"/> then gives none. False for an unknown attempt.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public async Task<bool> IsForAnotherAsync(Guid attemptId, Actor actor, CancellationToken cancellationToken) =>
        await steps.FindAsync(attemptId, actor, cancellationToken) is { } file && !IsFor(file, actor);

    /// <summary>The operator took the answer to hand it to the player's page.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be written now.</exception>
    public async Task MarkDeliveredAsync(Guid attemptId, Actor actor, CancellationToken cancellationToken)
    {
        if (await steps.FindAsync(attemptId, actor, cancellationToken) is { } file && IsFor(file, actor))
        {
            await steps.TakeAsync(file.Attempt, RescueTrigger.AnswerTaken);
        }
    }

    private static bool IsFor(RescueFile file, Actor actor) =>
        ActorPermissions.For(DeskAct.TakeAnswer, actor).IsAllowed && AnswerRules.MayHandOverTo(file.Attempt, actor.Person);
}
