using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.Audit;

/// <summary>What the audit is narrowed by. The address decides.</summary>
public sealed partial class AuditFilters(TimeProvider time)
{
    private static readonly IReadOnlyList<FilterOption> Acts = [.. AuditActions.All.Select(act => new FilterOption(act, act))];

    private static readonly IReadOnlyList<FilterOption> Outcomes = [.. AuditSteps.All.Select(step => new FilterOption(step, step))];

    private static readonly (string Label, TimeSpan Span)[] Spans =
    [
        ("Last hour", TimeSpan.FromHours(1)),
        ("24 hours", TimeSpan.FromDays(1)),
        ("7 days", TimeSpan.FromDays(7)),
    ];

    private bool _isUnfolded;

    [Parameter, EditorRequired]
    public required AuditQuery Query { get; set; }

    /// <summary>Names that stand in the audit.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> People { get; set; }

    /// <summary>The name of the subject that is asked for; empty where it is a name that is asked for. From outside.</summary>
    [Parameter]
    public string SubjectName { get; set; } = "";

    /// <summary>Hears of each change.</summary>
    [Parameter, EditorRequired]
    public EventCallback<AuditQuery> OnChange { get; set; }

    /// <summary>Whether it offers to clear the filters; the empty list offers it itself.</summary>
    [Parameter]
    public bool WithClear { get; set; } = true;

    // A subject that is asked for reads as the name that stands beside it.
    private IReadOnlyList<FilterOption> Named =>
        [
            .. People.Select(name => new FilterOption(name, name)),
            .. SubjectName.Length == 0 ? [] : new[] { new FilterOption(Query.Person, SubjectName) },
        ];

    private static string Text(ChangeEventArgs arguments) => ((string?)arguments.Value ?? "").Trim();

    private static string? Field(DateTimeOffset? moment) => moment?.ToString(AuditAddress.FieldFormat, CultureInfo.InvariantCulture);

    private AuditQuery Since(TimeSpan span)
    {
        // To the minute, as the field has it.
        var now = time.GetUtcNow();
        return Query with { From = now - span - TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerMinute), To = null };
    }

    private Task ChangeAsync(AuditQuery query) => query == Query ? Task.CompletedTask : OnChange.InvokeAsync(query);
}
