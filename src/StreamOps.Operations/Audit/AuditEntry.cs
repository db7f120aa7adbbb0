using System.Reflection;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>One thing an operator did or tried. Append-only; times are service time.</summary>
public sealed record AuditEntry : IAppendOnlyRow
{
    /// <summary>When, by the service's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The name they go by: the sign-in's, or one that was given and that nobody verified.</summary>
    public required string Operator { get; init; }

    /// <summary>Who that is by the sign-in's own word, whatever they are called; null without a sign-in.</summary>
    public string? Subject { get; init; }

    /// <summary>The role by which they did it; null without a sign-in.</summary>
    public string? Role { get; init; }

    /// <summary>Who it was, in one.</summary>
    public Person By
    {
        get => new(Operator, Subject, Role);
        init => (Operator, Subject, Role) = (value.Name, value.Subject, value.Role);
    }

    /// <summary>As <c>rescue</c>, <c>terminate</c>, <c>export files</c>, <c>look at launch arguments</c>.</summary>
    public required string Action { get; init; }

    /// <summary>As <c>intent</c>, <c>accepted</c>, <c>refused</c>, <c>failed</c>, <c>unknown</c>, <c>recovered</c>.</summary>
    public required string Step { get; init; }

    /// <summary>On which session; null for what concerns none, as a sign-in.</summary>
    public required StreamSessionArn? Session { get; init; }

    /// <summary>A sentence, or the reason the operator typed. Foreign text.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The service's id of the call; empty when there was none.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The token by which the service knows a repeat of the call; null where a call has none.</summary>
    public string? ClientToken { get; init; }

    /// <summary>The client's address, as <c>192.0.2.7</c>; null where nobody's browser asked for it.</summary>
    public string? Address { get; init; }

    /// <summary>The attempt it belongs to; null for anything but a rescue.</summary>
    public Guid? AttemptId { get; init; }
}

/// <summary>The words of <see cref="AuditEntry.Action"/>.</summary>
public static class AuditActions
{
    public const string Rescue = "rescue";
    public const string Claim = "claim";
    public const string Terminate = "terminate";
    public const string ExportFiles = "export files";
    public const string LookAtSensitive = "look at launch arguments";
    public const string ExamineOffer = "examine offer";
    public const string ReadAnswer = "read answer";
    public const string Takeover = "takeover";
    public const string RescueLink = "rescue link";
    public const string StandBy = "stand-by page";
    public const string SignIn = "sign in";
    public const string SignOut = "sign out";
    public const string ReadAudit = "read audit";
    public const string ExportAudit = "export audit";
    public const string AccessToken = "access token";
    public const string KeepAudit = "keep audit";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = AuditWords.Of(typeof(AuditActions));
}

/// <summary>The words of <see cref="AuditEntry.Step"/>.</summary>
public static class AuditSteps
{
    public const string Intent = "intent";
    public const string Accepted = "accepted";
    public const string Refused = "refused";
    public const string Warned = "warned";
    public const string Failed = "failed";
    public const string Unknown = "unknown";
    public const string Recovered = "recovered";
    public const string TooLate = "too late";
    public const string GivenUp = "given up";
    public const string Superseded = "superseded";
    public const string Done = "done";
    public const string Made = "made";
    public const string Opened = "opened";
    public const string Spent = "spent";
    public const string Revoked = "revoked";
    public const string SecondRefused = "second browser refused";
    public const string SecondAllowed = "second browser allowed";
    public const string Asked = "asked";
    public const string Allowed = "allowed";
    public const string Released = "released";
    public const string Taken = "taken";
    public const string Changed = "changed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = AuditWords.Of(typeof(AuditSteps));
}

/// <summary>The words of a class that holds nothing else.</summary>
file static class AuditWords
{
    public static IReadOnlyList<string> Of(Type words) =>
        [
            .. words
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.IsLiteral)
                .Select(field => (string)field.GetRawConstantValue()!)
                .Order(StringComparer.Ordinal),
        ];
}
