using StreamOps.Operations.Attempts;

namespace StreamOps.Operations.Tests.Rescue.Faults;

/// <summary>Every step that an attempt may take, written down once more beside the product's own table.</summary>
internal static class RescueEdges
{
    public static readonly IReadOnlySet<(RescueState From, RescueState To)> All = new HashSet<(RescueState, RescueState)>
    {
        (RescueState.Requested, RescueState.Sent),
        (RescueState.Requested, RescueState.Superseded),
        (RescueState.Requested, RescueState.Expired),
        (RescueState.Requested, RescueState.Failed),
        (RescueState.Requested, RescueState.Abandoned),
        (RescueState.Sent, RescueState.Requested),
        (RescueState.Sent, RescueState.Unknown),
        (RescueState.Sent, RescueState.Answered),
        (RescueState.Sent, RescueState.Superseded),
        (RescueState.Sent, RescueState.Expired),
        (RescueState.Sent, RescueState.Failed),
        (RescueState.Unknown, RescueState.Sent),
        (RescueState.Unknown, RescueState.Superseded),
        (RescueState.Unknown, RescueState.Expired),
        (RescueState.Unknown, RescueState.Failed),
        (RescueState.Unknown, RescueState.Abandoned),
        (RescueState.Answered, RescueState.Delivered),
        (RescueState.Answered, RescueState.Connected),
        (RescueState.Answered, RescueState.Superseded),
        (RescueState.Answered, RescueState.Expired),
        (RescueState.Answered, RescueState.Failed),
        (RescueState.Answered, RescueState.Abandoned),
        (RescueState.Delivered, RescueState.Connected),
        (RescueState.Delivered, RescueState.Superseded),
        (RescueState.Delivered, RescueState.Expired),
        (RescueState.Delivered, RescueState.Failed),
        (RescueState.Delivered, RescueState.Abandoned),
    };
}
