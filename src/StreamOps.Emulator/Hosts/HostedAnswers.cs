using System.Collections.Concurrent;
using StreamOps.Emulator.Offers;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Hosts;

/// <summary>Answers of game hosts to the offers of starts: a start is answered at once, its signal response is there when it is ACTIVE.</summary>
public sealed partial class HostedAnswers(EmulatedFleet fleet, GameHosts hosts, ILogger<HostedAnswers> logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<string, Task> _atWork = new(StringComparer.Ordinal);

    /// <summary>How many answers are waited for.</summary>
    public int AtWork => _atWork.Count;

    public bool HasHost => hosts.Open > 0;

    /// <summary>Has a host answer the offer the session was started with. Called inside the fleet's gate.</summary>
    public void Begin(EmulatedWorld world, EmulatedStreamSession session, string sdp)
    {
        if (hosts.Offer(session, sdp) is not { } offer)
        {
            Settle(world, session, sdp, HostAnswer.Gone);
            return;
        }

        world.Lifecycle.Host(session, offer.Client);
        _atWork[offer.Client.ConnectionId] = SettleAsync(session, sdp, offer);
    }

    /// <summary>The world is left alone from now on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_atWork.Values);
        _ending.Dispose();
    }

    private async Task SettleAsync(EmulatedStreamSession session, string sdp, HostedOffer offer)
    {
        // Not inside the gate that Begin was called in.
        await Task.Yield();
        try
        {
            var answer = await offer.Answer.WaitAsync(_ending.Token);
            fleet.Act(world =>
            {
                // A newer connection, or another world, has no use for this answer.
                if (world.Session(session.Id) == session && session.Hosted?.ConnectionId == offer.Client.ConnectionId)
                {
                    Settle(world, session, sdp, answer);
                }

                return true;
            });
        }
        catch (OperationCanceledException)
        {
            // The emulator ends.
        }
        catch (Exception bug)
        {
            AnswerNotTaken(bug, session.Id);
        }
        finally
        {
            _atWork.TryRemove(offer.Client.ConnectionId, out _);
        }
    }

    private void Settle(EmulatedWorld world, EmulatedStreamSession session, string sdp, HostAnswer answer)
    {
        var signals = session.Signals!;
        if (answer.Sdp is { } answered)
        {
            world.Lifecycle.Answer(session, signals with { Answer = SignalDesk.AnswerText(answered, signals.WebSdkProtocolUrl) });
            if (session.Hosted is { } client)
            {
                hosts.Use(session, client);
            }
        }
        else if (fleet.Switches.Current.HostFailure is HostFailure.FallsBack)
        {
            var scripted = AnswerSdp.For(SessionDescription.Parse(sdp)!);
            world.Lifecycle.PlayByScript(session, signals with { Answer = SignalDesk.AnswerText(scripted, signals.WebSdkProtocolUrl) });
        }
        else
        {
            world.Lifecycle.Apply(session, SessionTrigger.InternalFault);
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Error,
        "A host's answer for stream session {StreamSessionId} was not taken, for a reason of the emulator's own."
    )]
    private partial void AnswerNotTaken(Exception exception, string streamSessionId);
}
