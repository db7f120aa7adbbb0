using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Fleet;

namespace StreamOps.Dashboard.StreamSessions;

public sealed partial class StreamSessionRow : IDisposable
{
    private Face _face;

    [Parameter, EditorRequired]
    public required LiveStreamSession Session { get; set; }

    [Parameter, EditorRequired]
    public string ApplicationName { get; set; } = "";

    [Parameter, EditorRequired]
    public required PanelAddress Addresses { get; set; }

    /// <summary>How the ids of the rows in view are shortened; by default not at all.</summary>
    [Parameter]
    public ShortIds Ids { get; set; } = ShortIds.None;

    /// <summary>How the names of the applications in view are shortened; by default not at all.</summary>
    [Parameter]
    public ShortIds Names { get; set; } = ShortIds.None;

    /// <summary>Who has its player in hand; empty when nobody does.</summary>
    [Parameter]
    public string Holder { get; set; } = "";

    /// <summary>Whether that is the reader, who reads "You" as in the queue.</summary>
    [Parameter]
    public bool IsMine { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    [Parameter]
    public int RowIndex { get; set; }

    /// <summary>The table that it stands in, which tells it alone what changes in it alone; null for a table that is drawn whole.</summary>
    [Parameter]
    public StandingRows<StreamSessionRow>? Table { get; set; }

    public void Dispose() => Table?.Leave(Session.Arn, this);

    private string Player => Ids.Player(Session.Session.UserId);

    private string Group => Ids.Of(Session.Arn.StreamGroupId);

    private string Application => Names.Of(ApplicationName);

    private string Title =>
        IsMine ? Holder
        : Holder.Length > 0 ? ClaimWords.Holds(Holder)
        : Session.Session.StatusReason;

    private DateTimeOffset? Ends =>
        Session.Status.IsEnd || Session.SessionLength is not { } length ? null : Session.Session.CreatedAt + length;

    private string Reason =>
        Session.Session.StatusReason.Length > 0 ? ErrorText.ForReason(Session.Session.StatusReason).WhatHappened
        : Session.IsFromBefore ? "not read since the start"
        : Session.IsGone ? GoneWords.Reason
        : !Session.IsListed ? "not in the list any more"
        : Session.Status.IsEnd ? ErrorText.ForReason("").WhatHappened
        : StatusLook.SpeaksForItself(Session.Status) ? ""
        : StatusLook.Of(Session.Status).Tooltip;

    protected override void OnInitialized() => Table?.Enter(Session.Arn, this);

    protected override bool ShowsOther() =>
        Changes(ref _face, new Face(Session, IsSelected, RowIndex, Player, Group, Application, Holder, IsMine, Addresses));

    private readonly record struct Face(
        LiveStreamSession Session,
        bool IsSelected,
        int RowIndex,
        string Player,
        string Group,
        string Application,
        string Holder,
        bool IsMine,
        PanelAddress Addresses
    );
}
