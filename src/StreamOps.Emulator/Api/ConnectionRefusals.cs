using StreamOps.Emulator.Calls;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>When a session takes no connection, and the error that says so.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html</summary>
public static class ConnectionRefusals
{
    /// <summary>Refuses a start or a connection in a group that is not ACTIVE.</summary>
    public static void UnlessActive(EmulatedStreamGroup group, EmulatorSwitches switches)
    {
        var isLet =
            group.Status is EmulatedStreamGroup.Active
            || (group.Status is "UPDATING_LOCATIONS" or "ACTIVE_WITH_ERRORS" && !switches.HalfActiveGroupsRefuse);
        if (!isLet)
        {
            throw ApiErrors.Refusal(switches.GroupNotActiveError, $"Stream group {group.Id} is {group.Status}, not ACTIVE.");
        }
    }

    /// <summary>Refuses a connection to a session whose status, or whose origin, allows none.</summary>
    public static void UnlessConnectable(EmulatedStreamSession session, EmulatorSwitches switches)
    {
        if (session.Plan.FromStreamUrl)
        {
            throw ApiErrors.Refusal(switches.ConnectStreamUrlError, "A stream session started from a stream URL cannot be reconnected.");
        }

        var isLet =
            session.Status is StreamSessionStatus.PendingClientReconnection or StreamSessionStatus.Active
            || (session.Status is StreamSessionStatus.Reconnecting && switches.SecondConnect is SecondConnect.Wins);
        if (!isLet)
        {
            throw ApiErrors.Refusal(
                switches.ConnectWrongStatusError,
                $"Stream session {session.Id} is {session.Status.Word()}: a connection needs PENDING_CLIENT_RECONNECTION or ACTIVE."
            );
        }
    }
}
