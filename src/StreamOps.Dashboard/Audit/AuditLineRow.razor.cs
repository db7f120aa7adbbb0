using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.Outside;
using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.Audit;

/// <summary>One entry. Every text is foreign.</summary>
public sealed partial class AuditLineRow
{
    [Parameter, EditorRequired]
    public required AuditLine Line { get; set; }

    /// <summary>By what an address names its session, which the row opens; null where it has none.</summary>
    [Parameter]
    public string? Session { get; set; }

    /// <summary>Whether the fleet holds it still.</summary>
    [Parameter]
    public bool IsInFleet { get; set; }

    /// <summary>How the ids of the sheet read.</summary>
    [Parameter, EditorRequired]
    public required ShortIds Ids { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    [Parameter, EditorRequired]
    public required PanelAddress Addresses { get; set; }

    /// <summary>The page's address with another question.</summary>
    [Parameter, EditorRequired]
    public required Func<Func<AuditQuery, AuditQuery>, string> Filter { get; set; }

    private string Details =>
        string.Join(
            " · ",
            new (string Name, string? Value)[]
            {
                ("request", Line.RequestId),
                ("token", Line.ClientToken),
                ("attempt", Line.AttemptId),
                ("from", Line.Address),
            }
                .Where(detail => !string.IsNullOrEmpty(detail.Value))
                .Select(detail => $"{detail.Name} {detail.Value}")
        );

    private string SessionTitle => $"{VisibleText.Of(Line.Session ?? "")}{(IsInFleet ? "" : ": not in the fleet any more")}";

    internal static string IdOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
