using StreamOps.Operations.Acts;

namespace StreamOps.Operations.Audit;

/// <summary>The one place where entries are made, a method for each kind of act. Each begins with when by the service's clock, who, and on which session.</summary>
internal static class AuditEntries
{
    /// <summary>Who does what nobody asked for.</summary>
    private static readonly Person Ourselves = new("StreamOps");

    public static AuditEntry Rescue(
        DateTimeOffset at,
        Person by,
        StreamSessionArn session,
        string step,
        string reason,
        Guid? attemptId,
        string requestId = "",
        string? clientToken = null
    ) =>
        Of(at, by, session, AuditActions.Rescue, step, reason) with
        {
            AttemptId = attemptId,
            RequestId = requestId,
            ClientToken = clientToken,
        };

    /// <param name="at">When.</param>
    /// <param name="by">Who.</param>
    /// <param name="session">The session.</param>
    /// <param name="step">What came of it, by the words of <see cref="AuditSteps"/>.</param>
    /// <param name="reason">What there is to say of this step; may be empty.</param>
    /// <param name="purpose">Why the operator took over, as typed: stands in each of its entries.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="requestId">The service's id of the call.</param>
    /// <param name="clientToken">The token of the call.</param>
    public static AuditEntry Takeover(
        DateTimeOffset at,
        Person by,
        StreamSessionArn session,
        string step,
        string reason,
        string purpose,
        Guid attemptId,
        string requestId,
        string clientToken
    ) =>
        Rescue(at, by, session, step, $"{reason} Reason given: {purpose}".TrimStart(), attemptId, requestId, clientToken) with
        {
            Action = AuditActions.Takeover,
        };

    /// <summary>An answer that was given to who brought its offer, or that its attempt keeps for somebody else.</summary>
    /// <param name="came">What came of it, as an entry of the attempt.</param>
    public static AuditEntry ReadAnswer(AuditEntry came) => came with { Action = AuditActions.ReadAnswer };

    /// <summary>Who has a player in hand.</summary>
    public static AuditEntry Claim(DateTimeOffset at, Person by, StreamSessionArn session, string step, string reason) =>
        Of(at, by, session, AuditActions.Claim, step, reason);

    public static AuditEntry RescueLink(DateTimeOffset at, Person by, StreamSessionArn session, string step, string reason) =>
        Of(at, by, session, AuditActions.RescueLink, step, reason);

    public static AuditEntry StandBy(DateTimeOffset at, Person by, StreamSessionArn session, string step, string reason = "") =>
        Of(at, by, session, AuditActions.StandBy, step, reason);

    /// <summary>The intent, whose reason is the operator's.</summary>
    public static AuditEntry Terminate(DateTimeOffset at, Person by, StreamSessionArn session, string reason) =>
        Of(at, by, session, AuditActions.Terminate, AuditSteps.Intent, reason);

    /// <summary>The intent, whose reason is where to.</summary>
    public static AuditEntry ExportFiles(DateTimeOffset at, Person by, StreamSessionArn session, string outputUri) =>
        Of(at, by, session, AuditActions.ExportFiles, AuditSteps.Intent, outputUri);

    public static AuditEntry LookAtSensitive(DateTimeOffset at, Person by, StreamSessionArn session, string reason) =>
        Of(at, by, session, AuditActions.LookAtSensitive, AuditSteps.Done, reason);

    /// <summary>An offer that may be another player's.</summary>
    public static AuditEntry ExamineOffer(DateTimeOffset at, Person by, StreamSessionArn session, bool isStopped, string words) =>
        Of(at, by, session, AuditActions.ExamineOffer, isStopped ? AuditSteps.Refused : AuditSteps.Warned, words);

    /// <summary>Who came, or was not let in.</summary>
    public static AuditEntry SignIn(DateTimeOffset at, Person by, string step, string reason) =>
        Of(at, by, session: null, AuditActions.SignIn, step, reason);

    public static AuditEntry SignOut(DateTimeOffset at, Person by, string reason) =>
        Of(at, by, session: null, AuditActions.SignOut, AuditSteps.Done, reason);

    /// <summary>The intent to give the audit out, whose reason is what of it.</summary>
    public static AuditEntry ExportAudit(DateTimeOffset at, Person by, string what) =>
        Of(at, by, session: null, AuditActions.ExportAudit, AuditSteps.Intent, what);

    /// <summary>An access token, which is named and never shown.</summary>
    public static AuditEntry AccessToken(DateTimeOffset at, Person by, string step, string reason) =>
        Of(at, by, session: null, AuditActions.AccessToken, step, reason);

    /// <summary>What a door refused before a desk was asked: on which session is not known yet.</summary>
    public static AuditEntry Forbidden(DateTimeOffset at, Person by, string action, string reason) =>
        Of(at, by, session: null, action, AuditSteps.Refused, reason);

    /// <summary>What came of an act, after the entry of its intent.</summary>
    public static AuditEntry CameTo(this AuditEntry intent, DateTimeOffset at, string step, string reason, string requestId = "") =>
        intent with
        {
            At = at,
            Step = step,
            Reason = reason,
            RequestId = requestId,
        };

    /// <summary>A refusal that tells of those before it that were only counted.</summary>
    public static AuditEntry AfterUntold(this AuditEntry refused, int count) =>
        refused with
        {
            Reason = $"{refused.Reason} {count} more like it before were not written.",
        };

    /// <summary>The same, where refusals of others were not written before it.</summary>
    public static AuditEntry AfterUntoldOfOthers(this AuditEntry refused, int count) =>
        refused with
        {
            Reason = $"{refused.Reason} Of others {count} before were not written.",
        };

    /// <summary>The same, of when it happened: it is written later.</summary>
    public static AuditEntry HappenedAt(this AuditEntry entry, DateTimeOffset at) => entry with { At = at };

    /// <summary>The same, asked for by a client of that address, where none is named yet.</summary>
    public static AuditEntry AskedFrom(this AuditEntry entry, string? address) => entry with { Address = entry.Address ?? address };

    /// <summary>Entries that were not kept, since the database could not be used for too long.</summary>
    /// <param name="at">When the last of them happened.</param>
    /// <param name="count">How many.</param>
    public static AuditEntry Dropped(DateTimeOffset at, int count) =>
        Of(
            at,
            Ourselves,
            session: null,
            AuditActions.KeepAudit,
            AuditSteps.Failed,
            $"The database could not be used for so long that entries of before were not kept. How many: {count}."
        );

    private static AuditEntry Of(DateTimeOffset at, Person by, StreamSessionArn? session, string action, string step, string reason) =>
        new()
        {
            At = at,
            Operator = by.Name,
            By = by,
            Action = action,
            Step = step,
            Session = session,
            Reason = reason,
        };
}
