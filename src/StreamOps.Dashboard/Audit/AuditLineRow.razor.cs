using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.Audit;

/// <summary>One entry. Every text is foreign.</summary>
public sealed partial class AuditLineRow
{
    [Parameter, EditorRequired]
    public required AuditLine Line { get; set; }

    /// <summary>Its session while the fleet knows it: then the row opens it.</summary>
    [Parameter]
    public StreamSessionArn? Known { get; set; }

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

    internal static string IdOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
