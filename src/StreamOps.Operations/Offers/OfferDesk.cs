using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Offers;

/// <summary>Examines a pasted text for one session: the clinic's rules, then whether it was used before or equals the session's stored offer.</summary>
public sealed class OfferDesk(FleetAccess fleet, OperationsStore store, AuditLog audit, IOptions<OperationsOptions> options)
{
    /// <summary>The largest text that is looked at, in UTF-8 bytes.</summary>
    public const int MaxBytes = 65_536;

    /// <summary>What may hand a player's picture to somebody else: never let pass unrecorded.</summary>
    private static readonly OfferFinding[] WrongPlayer = [OfferRules.OtherSession, OfferRules.AlreadyUsed, OfferRules.SeenElsewhere];

    /// <summary>The text as it was before its journey, with no blanks between the words of its JSON; the text itself where it is stopped.</summary>
    public static string Repair(string text) => OfferClinic.Examine(text).IsStopped ? text : OfferEnvelope.Open(text).RepairedText();

    /// <summary>The verdict on a text for one session. A text without a stop is remembered, by hash, as seen on this session.</summary>
    /// <param name="session">The session it is meant for.</param>
    /// <param name="text">The pasted text.</param>
    /// <param name="actor">Who brought it: named in the audit when it was sent before, or seen on another session.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<OfferVerdict> ExamineAsync(StreamSessionArn session, string text, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (fleet.PermissionFor(DeskAct.Rescue, actor, session) is { IsAllowed: false } no)
        {
            await audit.NoteAsync(AuditEntries.ExamineOffer(fleet.ServiceNow, actor.Person, session, isStopped: true, no.Reason));
            return new OfferVerdict([OfferRules.NotNow(no.Reason)]);
        }

        var verdict = OfferClinic.Examine(text);
        if (verdict.IsStopped)
        {
            return verdict;
        }

        var hash = OfferHash.Of(text);
        List<OfferFinding> found = [.. await InSessionAsync(session, hash, cancellationToken)];
        if (await InUsesAsync(session, hash, isStopped: found.Count > 0) is { } used)
        {
            found.Add(used);
        }

        if (WrongPlayer.FirstOrDefault(found.Contains) is { } wrong)
        {
            await NoteAsync(session, actor.Person, wrong);
        }

        return new OfferVerdict([.. found.Distinct().Concat(verdict.Findings).OrderByDescending(finding => finding.Level)]);
    }

    /// <summary>What a fresh read says. When the service cannot be asked it says nothing: sending asks again.</summary>
    private async Task<IReadOnlyList<OfferFinding>> InSessionAsync(
        StreamSessionArn session,
        string hash,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var details = (await fleet.ReadAsync(session, ReadPriority.OpenRescue, cancellationToken)).Value;
            var verdict = fleet.RescueVerdictOf(details.Session, options.Value.ReadOnly);
            var isStored = details.StoredOffer is { } stored && string.Equals(OfferHash.Of(stored.Text), hash, StringComparison.Ordinal);
            return
            [
                .. isStored ? [OfferRules.AlreadyUsed] : Array.Empty<OfferFinding>(),
                .. verdict.IsAllowed ? [] : new[] { OfferRules.NotNow(verdict.Reason) },
            ];
        }
        catch (GameLiftException)
        {
            return [];
        }
    }

    /// <summary>What the store says. When it cannot be asked it says nothing: sending asks again, and refuses without it.</summary>
    private async Task<OfferFinding?> InUsesAsync(StreamSessionArn session, string hash, bool isStopped)
    {
        try
        {
            return await store.RunAsync(async db =>
            {
                if (await db.OfferUseAsync(hash) is { } use)
                {
                    return use switch
                    {
                        { SentAt: not null } => use.Session == session.Value ? OfferRules.AlreadyUsed : OfferRules.OtherSession,
                        _ => use.Session == session.Value ? null : OfferRules.SeenElsewhere,
                    };
                }

                if (!isStopped)
                {
                    db.AddSeenOffer(hash, session, fleet.ServiceNow);
                    await db.SaveChangesAsync();
                }

                return null;
            });
        }
        catch (UniqueKeyTakenException)
        {
            return await InUsesAsync(session, hash, isStopped);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private Task NoteAsync(StreamSessionArn session, Person by, OfferFinding why) =>
        audit.NoteAsync(AuditEntries.ExamineOffer(fleet.ServiceNow, by, session, isStopped: why.Level == OfferLevel.Stop, why.Words));
}
