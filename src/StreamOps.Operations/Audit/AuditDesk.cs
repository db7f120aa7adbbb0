using StreamOps.Operations.Acts;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>Shows the audit and gives it out, to whom it may be shown.</summary>
public sealed class AuditDesk(OperationsStore store, AuditLog audit, AuditExport export, FleetAccess fleet, ActorPace pace)
{
    /// <summary>Entries on one sheet.</summary>
    public const int SheetSize = 50;

    /// <summary>Names that are offered to ask for.</summary>
    private const int MostPeople = 500;

    /// <summary>Entries that fit, the newest first.</summary>
    /// <param name="query">Which.</param>
    /// <param name="place">From where on.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public async Task<AuditSheet> ReadAsync(AuditQuery query, AuditPlace place, Actor? actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(place);
        if (WhyNot(actor) is { } no)
        {
            await NoteRefusalAsync(actor, AuditActions.ReadAudit, no);
            return AuditSheet.Refused(no);
        }

        var inSight = InSight(query, actor!);
        return await store.RunAsync(db => SheetAsync(inSight.Of(db.AuditRows()), place, cancellationToken));
    }

    /// <summary>Everything audited for one session, oldest first; nothing for who may not read it, or not see the session. Whoever gave no name yet may.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public async Task<IReadOnlyList<AuditEntry>> ForSessionAsync(
        StreamSessionArn session,
        Actor? actor,
        CancellationToken cancellationToken
    ) =>
        ActorPermissions.ForReasons(actor).IsAllowed && fleet.IsInSight(actor, session)
            ? await audit.ForSessionAsync(session, cancellationToken)
            : [];

    /// <summary>Everybody who stands in the audit by name, in the order of the alphabet; nobody for who may not read it.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public async Task<IReadOnlyList<string>> PeopleAsync(Actor? actor, CancellationToken cancellationToken) =>
        WhyNot(actor) is not null
            ? []
            : await store.RunAsync(db =>
                InSight(new AuditQuery(), actor!)
                    .Of(db.AuditRows())
                    .Where(entry => entry.Operator != null)
                    .Select(entry => entry.Operator!)
                    .Distinct()
                    .OrderBy(name => name)
                    .Take(MostPeople)
                    .ToListAsync(cancellationToken)
            );

    /// <summary>Writes the entries that fit, the oldest first; that it was done, and by whom, is an entry of its own.</summary>
    /// <param name="query">Which.</param>
    /// <param name="format">In which form.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="open">Opens the output, once it is known that there will be one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Refused: nothing was opened.</returns>
    /// <exception cref="StoreUnavailableException">What was written is not all.</exception>
    public async Task<ActionVerdict> ExportAsync(
        AuditQuery query,
        AuditFormat format,
        Actor? actor,
        Func<Stream> open,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(open);
        if ((WhyNot(actor) ?? WhyNotSoOften(actor!)) is { } no)
        {
            await NoteRefusalAsync(actor, AuditActions.ExportAudit, no);
            return ActionVerdict.Refused(no);
        }

        var intent = AuditEntries.ExportAudit(
            fleet.ServiceNow,
            actor!.Person,
            $"{format.ToString().ToUpperInvariant()}: {query}{Within(actor)}."
        );
        try
        {
            await audit.AppendAsync(intent);
        }
        catch (StoreUnavailableException unavailable)
        {
            return ActionVerdict.Refused($"{unavailable.Message} Without its record the audit is not given out.");
        }

        var step = AuditSteps.Failed;
        try
        {
            await export.WriteAsync(InSight(query, actor), format, open(), cancellationToken);
            step = AuditSteps.Done;
        }
        finally
        {
            await audit.NoteAsync(intent.CameTo(fleet.ServiceNow, step, ""));
        }

        return ActionVerdict.Allowed;
    }

    private AuditQuery InSight(AuditQuery query, Actor actor) =>
        actor.Sees.IsAll ? query : query with { Sight = new AuditSight(fleet.GroupsOf(actor), actor.Subject) };

    private static string Within(Actor actor) => actor.Sees.IsAll ? "" : $", of the stream groups {actor.Sees}";

    private static string? WhyNot(Actor? actor) =>
        ActorPermissions.For(DeskAct.ReadAudit, actor) is { IsAllowed: false } no ? no.Reason : null;

    // Its sheets are read as fast as somebody turns them: that leaves no entry, and gives out fifty at a time.
    private string? WhyNotSoOften(Actor actor) => pace.Take(DeskAct.ReadAudit, actor.Person) is { IsAllowed: false } no ? no.Reason : null;

    private Task NoteRefusalAsync(Actor? actor, string act, string why) =>
        actor is null ? Task.CompletedTask : audit.NoteAsync(AuditEntries.Forbidden(fleet.ServiceNow, actor.Person, act, why));

    private static async Task<AuditSheet> SheetAsync(IQueryable<AuditRow> rows, AuditPlace place, CancellationToken cancellationToken)
    {
        if (place.After is { } after)
        {
            var newer = await rows.Where(row => row.Id > after).OrderBy(row => row.Id).Take(SheetSize + 1).ToListAsync(cancellationToken);
            if (newer.Count >= SheetSize)
            {
                return SheetOf(newer.Take(SheetSize).Reverse(), hasNewer: newer.Count > SheetSize, hasOlder: true);
            }

            // Near the end: a whole sheet of the newest.
            place = AuditPlace.Newest;
        }

        var before = place.Before ?? long.MaxValue;
        var older = await rows.Where(row => row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(SheetSize + 1)
            .ToListAsync(cancellationToken);
        return SheetOf(older.Take(SheetSize), hasNewer: place.Before is not null, hasOlder: older.Count > SheetSize);
    }

    private static AuditSheet SheetOf(IEnumerable<AuditRow> rows, bool hasNewer, bool hasOlder) =>
        new([.. rows.Select(AuditLine.Of)], hasNewer, hasOlder);
}
