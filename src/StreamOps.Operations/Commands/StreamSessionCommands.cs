using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Commands;

/// <summary>Terminate, export and the audited look at sensitive members: each leaves an audit entry for the intent and one for the outcome.</summary>
public sealed class StreamSessionCommands(
    IGameLiftStreams service,
    FleetAccess fleet,
    RescueDesk rescues,
    AuditLog audit,
    IOptions<OperationsOptions> options,
    TimeProvider time,
    ActorPace pace
)
{
    /// <summary>Why a session is not ended under a player's hands.</summary>
    private const string NotConfirmed =
        "The player is connected, and it cannot be undone: confirm it by the last four characters of the session's id. Nothing was done.";

    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(30);

    /// <summary>Whether somebody ended so many sessions of late that each further one has to be confirmed by its id.</summary>
    public bool EndedMany(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return pace.MustConfirm(actor.Person);
    }

    /// <summary>What has to be typed before a session is ended; null where one press is enough.</summary>
    /// <param name="session">The session.</param>
    /// <param name="status">Its status: where somebody plays it is always typed.</param>
    /// <param name="actor">Who ends it.</param>
    public IdConfirmation? ConfirmationOf(StreamSessionArn session, StreamSessionStatus status, Actor actor) =>
        status == StreamSessionStatus.Connected || EndedMany(actor) ? IdConfirmation.Of(session) : null;

    /// <summary>Ends a session. It cannot be undone; an open rescue of it is given up.</summary>
    /// <param name="session">The session.</param>
    /// <param name="actor">Who ends it.</param>
    /// <param name="reason">Why, as typed; without one it is refused.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="typed">What was typed to confirm it, as <see cref="ConfirmationOf"/> may ask.</param>
    public async Task<CommandResult> TerminateAsync(
        StreamSessionArn session,
        Actor actor,
        string reason,
        CancellationToken cancellationToken,
        string typed = ""
    )
    {
        ArgumentNullException.ThrowIfNull(actor);
        var isConfirmed = IdConfirmation.Of(session).IsMetBy(typed);
        var command = new Command(
            StreamSessionAction.Terminate,
            DeskAct.Terminate,
            fleet.PermissionFor(DeskAct.Terminate, actor, session),
            ApiOperations.TerminateStreamSession,
            AuditEntries.Terminate(fleet.ServiceNow, actor.Person, session, reason)
        )
        {
            IsConfirmed = isConfirmed,
            WhyNotIn = status => status == StreamSessionStatus.Connected && !isConfirmed ? NotConfirmed : "",
        };
        if (command.Permission.IsAllowed && ActorPermissions.ForReason(DeskAct.Terminate, reason) is { IsAllowed: false } no)
        {
            return await RefuseAsync(command, no.Reason);
        }

        var result = await RunAsync(command, token => service.TerminateStreamSessionAsync(session, token), cancellationToken);
        if (result is CommandResult.Accepted)
        {
            await rescues.GiveUpTerminatedAsync(session, actor, cancellationToken);
        }

        return result;
    }

    /// <summary>Asks for the session's files, which the service writes when the session ends.</summary>
    /// <param name="session">The session.</param>
    /// <param name="outputUri"><c>s3://bucket/prefix/</c> or <c>s3://bucket/name.zip</c>; checked before the call.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<CommandResult> ExportFilesAsync(
        StreamSessionArn session,
        string outputUri,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(actor);
        var command = new Command(
            StreamSessionAction.ExportFiles,
            DeskAct.ExportFiles,
            fleet.PermissionFor(DeskAct.ExportFiles, actor, session),
            ApiOperations.ExportStreamSessionFiles,
            AuditEntries.ExportFiles(fleet.ServiceNow, actor.Person, session, outputUri)
        );
        return command.Permission.IsAllowed && ExportDestination.ProblemOf(outputUri) is { Length: > 0 } problem
            ? await RefuseAsync(command, problem)
            : await RunAsync(command, token => service.ExportStreamSessionFilesAsync(session, outputUri, token), cancellationToken);
    }

    /// <summary>Reads the session afresh for the drawer; null with a sentence when that failed, and when it is none of theirs who asks.</summary>
    /// <param name="session">The session.</param>
    /// <param name="actor">Who asks; null for somebody who is nobody yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SessionReading> ReadAsync(StreamSessionArn session, Actor? actor, CancellationToken cancellationToken) =>
        fleet.IsInSight(actor, session)
            ? await ReadAsync(session, cancellationToken)
            : new SessionReading(null, ActorPermissions.NotInView);

    private async Task<SessionReading> ReadAsync(StreamSessionArn session, CancellationToken cancellationToken)
    {
        try
        {
            return new SessionReading((await fleet.ReadAsync(session, ReadPriority.OpenDrawer, cancellationToken)).Value);
        }
        catch (GameLiftException failure)
        {
            return new SessionReading(null, ErrorText.ForCode(failure.Code, failure.Operation, failure.Message).Sentence);
        }
    }

    /// <summary>Notes in the audit that the operator looks at launch arguments and environment variables, and why.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="reason">Why, as typed.</param>
    /// <returns>Whether they may: do not show them otherwise.</returns>
    public async Task<ActionVerdict> NoteSensitiveLookAsync(StreamSessionArn session, Actor actor, string reason)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(reason);
        var verdict = fleet.PermissionFor(DeskAct.SeeSensitive, actor, session);
        verdict =
            !verdict.IsAllowed ? verdict
            : ActorPermissions.ForReason(DeskAct.SeeSensitive, reason) is { IsAllowed: false } no ? no
            : pace.Take(DeskAct.SeeSensitive, actor.Person);
        var look = AuditEntries.LookAtSensitive(fleet.ServiceNow, actor.Person, session, reason.Trim());
        if (!verdict.IsAllowed)
        {
            await audit.NoteAsync(look.CameTo(fleet.ServiceNow, AuditSteps.Refused, verdict.Reason));
            return verdict;
        }

        try
        {
            await audit.AppendAsync(look);
            return verdict;
        }
        catch (StoreUnavailableException unavailable)
        {
            return ActionVerdict.Refused($"{unavailable.Message} Without its record nothing is shown.");
        }
    }

    private async Task<CommandResult> RunAsync(
        Command command,
        Func<CancellationToken, Task<ServiceReply<Nothing>>> call,
        CancellationToken cancellationToken
    )
    {
        if (!command.Permission.IsAllowed)
        {
            return await RefuseAsync(command, command.Permission.Reason);
        }

        if (await WhyNotAsync(command, cancellationToken) is { Length: > 0 } refusal)
        {
            return await RefuseAsync(command, refusal);
        }

        if (pace.Take(command.DeskAct, command.Intent.By, command.IsConfirmed) is { IsAllowed: false } tooOften)
        {
            return await RefuseAsync(command, tooOften.Reason);
        }

        try
        {
            await audit.AppendAsync(command.Intent);
        }
        catch (StoreUnavailableException unavailable)
        {
            return new CommandResult.Refused($"{unavailable.Message} Without its record this is not done. Nothing was done.");
        }

        var result = await CallAsync(command, call);
        // The fleet hears of the new status at once; that this fails changes nothing.
        await ReadAsync(command.Session, cancellationToken);
        return result;
    }

    private async Task<string> WhyNotAsync(Command command, CancellationToken cancellationToken)
    {
        var session = command.Session;
        var reading = await ReadAsync(session, cancellationToken);
        var seen = reading.Details is null ? fleet.LastKnown(session) : null;
        // Of one that the service knows no more the last known status says nothing.
        if (seen is { IsGone: true })
        {
            return GoneWords.Sentence;
        }

        return (reading.Details?.Session.Status ?? seen?.Status) is not { } known
                ? $"The session could not be read, so nothing was done. {reading.Problem}"
            : StreamSessionActions.For(command.Action, known, fleet.GroupStatusOf(session), options.Value.ReadOnly)
                is { IsAllowed: false } no
                ? no.Reason
            : command.WhyNotIn(known);
    }

    /// <summary>Makes the call and notes its result, also when whoever asked is gone.</summary>
    private async Task<CommandResult> CallAsync(Command command, Func<CancellationToken, Task<ServiceReply<Nothing>>> call)
    {
        using var deadline = new CancellationTokenSource(LongestCall, time);
        try
        {
            await fleet.TakeCallAsync(command.Operation, deadline.Token);
            var reply = await fleet.CallAsync(command.Operation, call(deadline.Token), deadline.Token);
            await audit.NoteAsync(command.Intent.CameTo(fleet.ServiceNow, AuditSteps.Accepted, "", reply.RequestId));
            return new CommandResult.Accepted();
        }
        catch (OperationCanceledException)
        {
            return await FailAsync(command, new GameLiftException(ApiErrorCode.TimedOut, command.Operation, "No answer came in time."));
        }
        catch (GameLiftException failure)
        {
            return await FailAsync(command, failure);
        }
    }

    private async Task<CommandResult> FailAsync(Command command, GameLiftException failure)
    {
        var isUnknown = CallFailures.KindOf(failure) == CallFailure.Unknown;
        var sentence = ErrorText.ForCode(failure.Code, command.Operation, failure.Message).Sentence;
        var step = isUnknown ? AuditSteps.Unknown : AuditSteps.Failed;
        await audit.NoteAsync(command.Intent.CameTo(fleet.ServiceNow, step, sentence, failure.RequestId));
        return new CommandResult.Failed(sentence, failure.Code, failure.RequestId, isUnknown);
    }

    private async Task<CommandResult> RefuseAsync(Command command, string reason)
    {
        await audit.NoteAsync(command.Intent.CameTo(fleet.ServiceNow, AuditSteps.Refused, reason));
        return new CommandResult.Refused(reason);
    }

    private sealed record Command(
        StreamSessionAction Action,
        DeskAct DeskAct,
        ActionVerdict Permission,
        string Operation,
        AuditEntry Intent
    )
    {
        public StreamSessionArn Session => Intent.Session!.Value;

        /// <summary>Whether it was confirmed by the session's id.</summary>
        public bool IsConfirmed { get; init; }

        /// <summary>Why it is not done to a session of that status, which allows it; empty when it is.</summary>
        public Func<StreamSessionStatus, string> WhyNotIn { get; init; } = _ => "";
    }
}

/// <summary>A fresh read of one session, or the sentence that says why there is none.</summary>
public sealed record SessionReading(StreamSessionDetails? Details, string Problem = "");
