namespace StreamOps.Operations.Audit;

/// <summary>An entry as it stands, with its place in the chain. Every text is foreign, and null where the column is empty.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="At">When; null where the column holds no time.</param>
/// <param name="Person">The name of who did it.</param>
/// <param name="Subject">Who that is by the sign-in's word.</param>
/// <param name="Role">By which role.</param>
/// <param name="Act">What.</param>
/// <param name="Session">On which session: its ARN.</param>
/// <param name="Reason">Why, or what there is to say.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="RequestId">The service's id of the call.</param>
/// <param name="ClientToken">The token of the call.</param>
/// <param name="Address">The client's address.</param>
/// <param name="AttemptId">The attempt.</param>
/// <param name="Hash">Its hash in hexadecimal; null for one from before the chain.</param>
public sealed record AuditLine(
    long Sequence,
    DateTimeOffset? At,
    string? Person,
    string? Subject,
    string? Role,
    string? Act,
    string? Session,
    string? Reason,
    string? Outcome,
    string? RequestId,
    string? ClientToken,
    string? Address,
    string? AttemptId,
    string? Hash
)
{
    internal static AuditLine Of(AuditRow row) =>
        new(
            row.Id,
            row.Time,
            row.Operator,
            row.Subject,
            row.Role,
            row.Action,
            row.Session,
            row.Reason,
            row.Outcome,
            row.RequestId,
            row.ClientToken,
            row.Address,
            row.Attempt,
            row.Hash is null ? null : Convert.ToHexStringLower(row.Hash)
        );
}
