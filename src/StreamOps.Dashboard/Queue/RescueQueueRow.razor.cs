using Microsoft.AspNetCore.Components;
using MudBlazor;
using StreamOps.Dashboard.Looks;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Queue;

public sealed partial class RescueQueueRow
{
    private (QueueRow? Row, bool IsSelected, bool IsFirst, string Address, string Player, string Group) _rendered;

    [Parameter, EditorRequired]
    public required QueueRow Row { get; set; }

    [Parameter, EditorRequired]
    public required string OpenAddress { get; set; }

    [Parameter, EditorRequired]
    public required string RescueAddress { get; set; }

    /// <summary>How the ids of the rows in view are shortened; by default not at all.</summary>
    [Parameter]
    public ShortIds Ids { get; set; } = ShortIds.None;

    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>The most urgent row that can still be saved carries the one filled button, and keys without a row are for it.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    [Parameter]
    public bool IsReadOnly { get; set; }

    /// <summary>Service time minus fleet clock time.</summary>
    [Parameter]
    public TimeSpan ServiceOffset { get; set; }

    // Who acts for the player: by an attempt that runs, else by a link that was handed out.
    private string? Holder =>
        Row.Attempt is { } attempt && (attempt.IsOpen || Row.Ending is not null) ? attempt.Operator
        : Row is { Ending: null, Link: { RevokedAt: null } link } ? link.Operator
        : null;

    private ActionVerdict Verdict => Row.Verdict(IsReadOnly);

    private string Player => Ids.Player(Row.Session.Session.UserId);

    private static string EndingIcon(QueueEnding ending) =>
        ending switch
        {
            { IsGood: true } => Icons.Material.Filled.CheckCircle,
            { Sight: PictureSight.Missing } => Icons.Material.Filled.VideocamOff,
            { Sight: PictureSight.Awaited } => Icons.Material.Outlined.HourglassEmpty,
            _ => Icons.Material.Filled.RemoveCircleOutline,
        };

    private string Label =>
        $"{ShortIds.WholePlayer(Row.Session.Session.UserId)}, {Row.ApplicationName}, {Row.Ending?.Word ?? StatusLook.Of(Row.Status).Label}";

    protected override bool ShouldRender() =>
        !(
            ReferenceEquals(_rendered.Row, Row)
            && _rendered.IsSelected == IsSelected
            && _rendered.IsFirst == IsFirst
            && _rendered.Address == RescueAddress
            && _rendered.Player == Player
            && _rendered.Group == Ids.Of(Row.Arn.StreamGroupId)
        );

    protected override void OnAfterRender(bool firstRender) =>
        _rendered = (Row, IsSelected, IsFirst, RescueAddress, Player, Ids.Of(Row.Arn.StreamGroupId));
}
