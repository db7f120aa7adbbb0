using StreamOps.Emulator.Calls;
using StreamOps.Emulator.Hosts;
using StreamOps.Emulator.Offers;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>CreateStreamSessionConnection: a game host is asked first, outside the world; then all that happens happens at once.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html</remarks>
public sealed class ConnectionsApi(EmulatedFleet fleet, ClientTokens clientTokens, SignalDesk offers, GameHosts hosts)
{
    public async Task<ApiAnswer> ConnectAsync(ApiCall call)
    {
        var offer = call.Required("SignalRequest");
        // A caller that hangs up meanwhile changes nothing: like the service, the call goes on to its effect.
        var asked = fleet.Act(world => Ask(call, world, offer));
        var answer = asked is null ? null : await asked.Answer;
        var isUsed = false;
        try
        {
            return fleet.Act(world =>
                clientTokens.Once(
                    call,
                    world,
                    () =>
                    {
                        var session = SessionFor(call, world);
                        var sdp = answer is null ? null : SdpOf(answer);
                        var signals = sdp is null ? offers.Answer(offer, call.BaseAddress) : offers.Answer(offer, call.BaseAddress, sdp);
                        isUsed = sdp is not null && !signals.IsInvalid;
                        Reconnect(world, session, signals, isUsed ? asked!.Client : null);
                        var delay = TimeSpan.FromSeconds(fleet.Switches.Current.ConnectAnswerDelaySeconds);
                        return new ApiAnswer(200, new SignalResponseWire(signals.Answer), delay);
                    }
                )
            );
        }
        finally
        {
            if (asked is not null && !isUsed)
            {
                hosts.Drop(call.StreamSessionId!, asked.Client);
            }
        }
    }

    /// <summary>The offer in a host's hands; null where the script answers, or nothing is to be answered.</summary>
    private HostedOffer? Ask(ApiCall call, EmulatedWorld world, string offer)
    {
        if (clientTokens.Knows(call, world))
        {
            return null;
        }

        var session = SessionFor(call, world);
        return offers.SdpToAnswer(offer) is { } sdp ? hosts.Offer(session, sdp) : null;
    }

    private EmulatedStreamSession SessionFor(ApiCall call, EmulatedWorld world)
    {
        var session = world.FindSession(call);
        ConnectionRefusals.UnlessActive(session.Group, fleet.Switches.Current);
        ConnectionRefusals.UnlessConnectable(session, fleet.Switches.Current);
        return session;
    }

    private void Reconnect(EmulatedWorld world, EmulatedStreamSession session, SignalPair signals, HostedClient? client)
    {
        world.Lifecycle.Reconnect(session, signals, client);
        if (client is not null)
        {
            hosts.Use(session, client);
        }
    }

    private string? SdpOf(HostAnswer answer) =>
        answer.Sdp is not null || fleet.Switches.Current.HostFailure is HostFailure.FallsBack ? answer.Sdp : throw ApiErrors.Internal();
}
