using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Queue;
using StreamOps.Operations.StreamSessions;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>What the list is narrowed by. The address decides; the field's text is the reader's own while he types.</summary>
public sealed partial class StreamSessionFilters
{
    private static readonly StreamSessionStatus[] Live =
    [
        StreamSessionStatus.PendingClientReconnection,
        StreamSessionStatus.Reconnecting,
        StreamSessionStatus.Active,
        StreamSessionStatus.Connected,
        StreamSessionStatus.Activating,
        StreamSessionStatus.Terminating,
    ];

    private static readonly StreamSessionStatus[] Over = [StreamSessionStatus.Terminated, StreamSessionStatus.Error];

    // What was asked of the page and has not come back as an address yet, and the last one that has. Oldest first.
    private readonly List<StreamSessionsQuery> _asked = [];
    private StreamSessionsQuery? _seen;
    private string _typed = "";
    private string _written = "";
    private int _field;
    private bool _isTyping;
    private bool _isUnfolded;

    [Parameter, EditorRequired]
    public required StreamSessionsQuery Query { get; set; }

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    /// <summary>Hears of each change; whether it is a step that the way back undoes by itself.</summary>
    [Parameter, EditorRequired]
    public EventCallback<FilterStep> OnChange { get; set; }

    /// <summary>Whether it offers to clear the filters; the empty list offers it itself.</summary>
    [Parameter]
    public bool WithClear { get; set; } = true;

    private StreamSessionsQuery Latest => _asked.Count > 0 ? _asked[^1] : Query;

    private IEnumerable<StreamSessionStatus> Statuses => Query.WithEnded ? Live.Concat(Over) : Live;

    private string FoldLabel => Query.Filters == 0 ? "Filters" : $"Filters ({Query.Filters})";

    private IReadOnlyList<FilterOption> Groups =>
        [
            .. Fleet
                .Snapshot.Groups.Values.OrderBy(group => group.Group.Id, StringComparer.Ordinal)
                .Select(group => new FilterOption(
                    group.Group.Id,
                    group.Group.Description is { Length: > 0 } name ? $"{name} · {group.Group.Id}" : group.Group.Id
                )),
        ];

    private IReadOnlyList<FilterOption> Locations =>
        [.. Fleet.Totals.Locations.Keys.Order(StringComparer.Ordinal).Select(location => new FilterOption(location, location))];

    private IReadOnlyList<FilterOption> Applications =>
        [
            .. Fleet
                .Snapshot.Applications.Keys.Select(arn => new FilterOption(arn, Fleet.Snapshot.ApplicationName(arn)))
                .OrderBy(option => option.Label, StringComparer.OrdinalIgnoreCase),
        ];

    protected override void OnParametersSet()
    {
        var caughtUp = _asked.IndexOf(Query);
        if (caughtUp >= 0)
        {
            _asked.RemoveRange(0, caughtUp);
        }
        else if (_seen != Query)
        {
            // Somebody else changed the address: the way back, a link, "Clear" of the page.
            _asked.Clear();
            _isTyping = false;
            Write(Query.Text);
        }

        _seen = Query;
    }

    // A word is one step, however many letters it has: it ends with Enter, or when the field is left.
    private Task TypeAsync(ChangeEventArgs arguments)
    {
        var isNew = !_isTyping;
        _isTyping = true;
        _typed = (string?)arguments.Value ?? "";
        return AskAsync(new FilterStep(Latest with { Text = _typed }, isNew));
    }

    private void EndTyping() => _isTyping = false;

    private Task ClearAsync()
    {
        Write("");
        return ChangeAsync(Latest.Clear());
    }

    private Task ChangeAsync(StreamSessionsQuery query)
    {
        _isTyping = false;
        return AskAsync(new FilterStep(query, IsNew: true));
    }

    private Task AskAsync(FilterStep step)
    {
        _asked.Add(step.Query);
        return OnChange.InvokeAsync(step);
    }

    // A field that is typed in is never written to: a late answer would take away newer letters. Another text makes another field.
    private void Write(string text)
    {
        if (!string.Equals(_typed, text, StringComparison.Ordinal))
        {
            (_typed, _written) = (text, text);
            _field++;
        }
    }
}
