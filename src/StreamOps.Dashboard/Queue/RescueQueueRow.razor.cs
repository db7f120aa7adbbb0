using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Queue;

/// <summary>One row, drawn again only when something in it changed.</summary>
public sealed partial class RescueQueueRow : IDisposable
{
    private Face _face;

    [Parameter, EditorRequired]
    public required QueueRow Row { get; set; }

    [Parameter, EditorRequired]
    public required PanelAddress Addresses { get; set; }

    /// <summary>Who ended the session from here; null while that is not known.</summary>
    [Parameter]
    public Termination? Termination { get; set; }

    /// <summary>How the ids of the rows in view are shortened; by default not at all.</summary>
    [Parameter]
    public ShortIds Ids { get; set; } = ShortIds.None;

    /// <summary>Whether it arrived while the page was open.</summary>
    [Parameter]
    public bool IsNew { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>The most urgent row that can still be saved carries the one filled button, and keys without a row are for it.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    /// <summary>The most urgent row that nobody has in hand.</summary>
    [Parameter]
    public bool IsFirstUnclaimed { get; set; }

    [Parameter]
    public bool IsReadOnly { get; set; }

    /// <summary>Who reads; null for somebody who is nobody yet.</summary>
    [Parameter]
    public Actor? Reader { get; set; }

    /// <summary>The table that it stands in, which tells it alone what changes in it alone; null for a table that is drawn whole.</summary>
    [Parameter]
    public StandingRows<RescueQueueRow>? Table { get; set; }

    /// <summary>The reader takes the player in hand, or gives it back. Without it the row has no button for that.</summary>
    [Parameter]
    public EventCallback<QueueRow> OnToggleClaim { get; set; }

    public void Dispose() => Table?.Leave(Row.Arn, this);

    private Person? Me => Reader?.Person;

    private bool IsMine => Row.IsOf(Me);

    private bool IsAnothers => EpisodeClaim.IsOfAnother(Row.Claim, Me);

    private string? ClaimMark =>
        Row is { Ending: null, Claim: not null }
            ? IsMine
                ? "mine"
                : "other"
            : null;

    private ActionVerdict? ClaimVerdict =>
        !OnToggleClaim.HasDelegate ? null
        : IsAnothers ? ActionVerdict.Refused(ClaimWords.Holds(Row.Claim!.Operator))
        : Reader is not null && ActorPermissions.For(DeskAct.Claim, Reader) is { IsAllowed: false } no ? no
        : IsMine ? ActionVerdict.Allowed
        : Row.ClaimVerdict(IsReadOnly);

    private RescueWay Way => RescueWay.Of(Row, Reader, IsReadOnly);

    private string Player => Ids.Player(Row.Session.Session.UserId);

    private string Group => Ids.Of(Row.Arn.StreamGroupId);

    private string Detail => Row.Ending is { } ending ? EndingWords.Detail(ending, Termination, Reader) : "";

    private string Label =>
        $"{ShortIds.WholePlayer(Row.Session.Session.UserId)}, {Row.ApplicationName}, {(Row.Ending is { } ending ? EndingWords.Word(ending) : StatusLook.Of(Row.Status).Label)}{(Row.Session.IsFromBefore ? ", not read since the start" : "")}";

    private Task ToggleAsync() => ClaimVerdict is { IsAllowed: true } ? OnToggleClaim.InvokeAsync(Row) : Task.CompletedTask;

    protected override void OnInitialized() => Table?.Enter(Row.Arn, this);

    protected override bool ShowsOther() =>
        Changes(ref _face, new Face(Row, Addresses, Termination, Player, Group, IsNew, IsSelected, IsFirst, IsFirstUnclaimed, Reader));

    // A row in which nothing changed is the same object: its equality begins with that.
    private readonly record struct Face(
        QueueRow Row,
        PanelAddress Addresses,
        Termination? Termination,
        string Player,
        string Group,
        bool IsNew,
        bool IsSelected,
        bool IsFirst,
        bool IsFirstUnclaimed,
        Actor? Reader
    );
}
