using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Takeover;

/// <summary>Takeovers: the offer is made by the operator's own browser, which then shows and plays the player's session.</summary>
public sealed partial class TakeoverDesk(
    RescueDesk desk,
    RescueSteps steps,
    AuditLog audit,
    BackgroundWork work,
    IOptions<RescueOptions> options,
    ILogger<TakeoverDesk> logger
)
{
    private const string LetGo = "The operator's browser let go.";

    /// <summary>Sends the offer, as any other one.</summary>
    /// <param name="session">The session.</param>
    /// <param name="offer">The offer of the operator's browser.</param>
    /// <param name="actor">Who takes over.</param>
    /// <param name="reason">Why, as typed; kept in the audit from start to end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Refused unless <c>StreamOps:Rescue:AllowTakeover</c> is set.</returns>
    public Task<CommandResult> BeginAsync(
        StreamSessionArn session,
        Offer offer,
        Actor actor,
        string reason,
        CancellationToken cancellationToken
    ) =>
        steps.Fleet.PermissionFor(DeskAct.TakeOver, actor, session) switch
        {
            { IsAllowed: false } no => desk.RefuseAsync(session, PersonOf(actor), no.Reason),
            _ when !options.Value.AllowTakeover => desk.RefuseAsync(session, PersonOf(actor), RescueRefusals.NoTakeover),
            _ when ActorPermissions.ForReason(DeskAct.TakeOver, reason) is { IsAllowed: false } unsaid => desk.RefuseAsync(
                session,
                PersonOf(actor),
                unsaid.Reason
            ),
            _ when desk.WhyNotSoOften(DeskAct.TakeOver, actor) is { } tooOften => desk.RefuseAsync(session, PersonOf(actor), tooOften),
            _ => desk.SendAsync(session, offer, PersonOf(actor), new(OfferSource.Capture) { Purpose = reason.Trim() }, cancellationToken),
        };

    /// <summary>
    /// The operator's browser plays the session no longer: the audit's last word, once, and by the operator's own browser alone. While the database cannot
    /// be used it is kept, with its time, and written as soon as it can; where the process ends before that the log says so.
    /// </summary>
    public async Task EndAsync(Guid attemptId, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var (by, at) = (actor.Person, steps.ServiceNow);
        if (!await StorePatience.TryOnceAsync(() => EndAsync(attemptId, by, at, cancellationToken)))
        {
            work.Begin($"The end of takeover {attemptId}", lifetime => EndLaterAsync(attemptId, by, at, lifetime));
        }
    }

    private async Task EndLaterAsync(Guid attemptId, Person by, DateTimeOffset at, CancellationToken lifetime)
    {
        try
        {
            await steps.Time.KeepTryingAsync(() => EndAsync(attemptId, by, at, lifetime), lifetime);
        }
        catch (OperationCanceledException)
        {
            EndLost(attemptId);
            throw;
        }
    }

    private async Task EndAsync(Guid attemptId, Person by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (
            await steps.Ledger.FindAsync(attemptId, cancellationToken) is { Attempt: { Source: OfferSource.Capture } attempt }
            && attempt.IsOf(by)
            && !(await audit.ForSessionAsync(attempt.Session, cancellationToken)).Any(entry => IsEndOf(attempt, entry))
        )
        {
            await audit.AppendAsync(steps.Entry(attempt, AuditSteps.Done, by, LetGo).HappenedAt(at));
        }
    }

    private static Person PersonOf(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Person;
    }

    private static bool IsEndOf(RescueAttempt attempt, AuditEntry entry) =>
        entry.AttemptId == attempt.Id && entry is { Action: AuditActions.Takeover, Step: AuditSteps.Done };

    [LoggerMessage(1, LogLevel.Error, "That the takeover of attempt {AttemptId} ended could not be stored before StreamOps stopped.")]
    private partial void EndLost(Guid attemptId);
}
