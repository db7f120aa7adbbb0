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
    private QueueRowCells _cells = null!;

    [Parameter, EditorRequired]
    public required QueueRow Row { get; set; }

    /// <summary>What it has in common with all rows of its table.</summary>
    [Parameter, EditorRequired]
    public required QueueReading Reading { get; set; }

    [Parameter]
    public RowMarks Marks { get; set; }

    public void Dispose() => Reading.Table?.Leave(Row.Arn, this);

    private Actor? Reader => Reading.Reader;

    private PanelAddress Addresses => Reading.Addresses;

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
        Row.Ending is not null || !Reading.OnToggleClaim.HasDelegate ? null
        : IsAnothers ? ActionVerdict.Refused(ClaimWords.Holds(Row.Claim!.Operator))
        : Reader is not null && ActorPermissions.For(DeskAct.Claim, Reader) is { IsAllowed: false } no ? no
        : IsMine ? ActionVerdict.Allowed
        : Row.ClaimVerdict(Reading.IsReadOnly);

    private RescueWay Way => RescueWay.Of(Row, Reader, Reading.IsReadOnly);

    private string Player => Reading.Ids.Player(Row.Session.Session.UserId);

    private string Group => Reading.Ids.Of(Row.Arn.StreamGroupId);

    private Termination? Termination => Row.Ending is null ? null : Reading.TerminationOf(Row.Arn);

    private string Detail => Row.Ending is { } ending ? EndingWords.Detail(ending, Termination, Reader) : "";

    private string? Class =>
        Row.Ending is not null ? "ghost"
        : Row.Session.IsFromBefore ? "unsure"
        : Is(RowMarks.New) ? "arrived"
        : null;

    // Else the cells say it all.
    private string LabelFromBefore =>
        $"{ShortIds.WholePlayer(Row.Session.Session.UserId)}, {Row.ApplicationName}, {StatusLook.Of(Row.Status).Label}, not read since the start";

    private bool Is(RowMarks mark) => Marks.HasFlag(mark);

    private Task ToggleAsync() => ClaimVerdict is { IsAllowed: true } ? Reading.OnToggleClaim.InvokeAsync(Row) : Task.CompletedTask;

    protected override void OnInitialized() => Reading.Table?.Enter(Row.Arn, this);

    protected override bool ShowsOther()
    {
        _cells = QueueRowCells.Of(Row);
        return Changes(ref _face, new Face(Row, Addresses, Termination, Player, Group, Marks, Reader));
    }

    // A row in which nothing changed is the same object: its equality begins with that.
    private readonly record struct Face(
        QueueRow Row,
        PanelAddress Addresses,
        Termination? Termination,
        string Player,
        string Group,
        RowMarks Marks,
        Actor? Reader
    );

    private readonly record struct TimeInputs(QueueRow Row, string Detail);

    private readonly record struct PlaceInputs(QueueRow Row, string Player, string Group, PanelAddress Addresses)
    {
        public string? PlayerHover => ShortIds.Hover(Row.Session.Session.UserId, Player);

        public string? GroupHover => ShortIds.Hover(Row.Arn.StreamGroupId, Group);
    }

    private readonly record struct CaptionInputs(RescueLadder Ladder, bool IsReaders);

    private readonly record struct WhoInputs(QueueRow Row, Person? Reader);

    private readonly record struct WayInputs(QueueRow Row, RescueWay Way, PanelAddress Addresses, bool IsFirst);
}
