using StreamOps.Operations.Acts;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.Acts;

public sealed class StreamSessionActionsTests
{
    private static readonly string?[] GroupStatuses =
    [
        "ACTIVATING",
        "UPDATING_LOCATIONS",
        "ACTIVE",
        "ACTIVE_WITH_ERRORS",
        "ERROR",
        "DELETING",
        "EXPIRED",
        "BRAND_NEW",
        null,
    ];

    /// <summary>Status, then the part of the sentence that refuses (empty: allowed) for rescue, export and terminate.</summary>
    private static readonly (string Status, string Rescue, string Export, string Terminate)[] Table =
    [
        ("ACTIVATING", "still starting", "still starting", "still starting"),
        ("ACTIVE", "", "", ""),
        ("CONNECTED", "player is connected", "", ""),
        ("PENDING_CLIENT_RECONNECTION", "", "", ""),
        ("RECONNECTING", "reconnecting already", "", ""),
        ("TERMINATING", "is ending", "is ending", ""),
        ("TERMINATED", "has ended", "has ended", "has ended"),
        ("ERROR", "has ended", "has ended", "has ended"),
        ("BRAND_NEW", "BRAND_NEW is new to StreamOps", "BRAND_NEW is new to StreamOps", ""),
    ];

    public static TheoryData<StreamSessionAction, string, string?, bool, string> Cells
    {
        get
        {
            var cells = new TheoryData<StreamSessionAction, string, string?, bool, string>();
            foreach (var (status, rescue, export, terminate) in Table)
            {
                foreach (var group in GroupStatuses)
                {
                    cells.Add(StreamSessionAction.Rescue, status, group, false, rescue.Length > 0 ? rescue : GroupRefusal(group));
                    cells.Add(StreamSessionAction.ExportFiles, status, group, false, export);
                    cells.Add(StreamSessionAction.Terminate, status, group, false, terminate);
                    foreach (var action in Enum.GetValues<StreamSessionAction>())
                    {
                        cells.Add(action, status, group, true, "read-only");
                    }
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_action_in_every_status_is_allowed_or_says_why_not(
        StreamSessionAction action,
        string status,
        string? groupStatus,
        bool isReadOnly,
        string refusal
    )
    {
        var verdict = StreamSessionActions.For(
            action,
            new StreamSessionStatus(status),
            groupStatus is null ? null : new StreamGroupStatus(groupStatus),
            isReadOnly
        );

        Assert.Equal(refusal.Length == 0, verdict.IsAllowed);
        Assert.Contains(refusal, verdict.Reason);
    }

    [Theory]
    [InlineData("UPDATING_LOCATIONS")]
    [InlineData("ACTIVE_WITH_ERRORS")]
    [InlineData(null)]
    public void A_group_that_may_refuse_is_a_warning_only(string? groupStatus)
    {
        var verdict = StreamSessionActions.For(
            StreamSessionAction.Rescue,
            StreamSessionStatus.PendingClientReconnection,
            groupStatus is null ? null : new StreamGroupStatus(groupStatus),
            isReadOnly: false
        );

        Assert.True(verdict.IsAllowed);
        Assert.EndsWith("The service may refuse.", verdict.Reason);
    }

    [Fact]
    public void A_plain_yes_has_no_sentence()
    {
        var verdict = StreamSessionActions.For(
            StreamSessionAction.Rescue,
            StreamSessionStatus.Active,
            StreamGroupStatus.Active,
            isReadOnly: false
        );

        Assert.Equal(new ActionVerdict(true, ""), verdict);
    }

    private static string GroupRefusal(string? group) =>
        group is "ACTIVE" or "UPDATING_LOCATIONS" or "ACTIVE_WITH_ERRORS" or null ? "" : $"The stream group is {group}";
}
