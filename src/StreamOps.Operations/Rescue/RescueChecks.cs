using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Rescue;

/// <summary>Whether a rescue may be sent now, asked again right before it is: of the offer, of the service, of the clock.</summary>
public sealed class RescueChecks(FleetAccess fleet, IOptions<OperationsOptions> options)
{
    internal bool IsReadOnly => options.Value.ReadOnly;

    /// <summary>A refusal, or the window the rescue happens in.</summary>
    /// <param name="session">The session.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="epoch">The episode it is for; null for whichever runs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<RescueCheck> CheckAsync(StreamSessionArn session, Offer offer, long? epoch, CancellationToken cancellationToken)
    {
        if (OfferClinic.Examine(offer.Text).FirstStop is { } finding)
        {
            return RescueCheck.Refused(finding.Words);
        }

        var reading = await ReadAsync(session, cancellationToken);
        return reading.Reply?.Value.StoredOffer is { } stored && OfferHash.Of(stored.Text) == OfferHash.Of(offer.Text)
            ? RescueCheck.Refused(OfferRules.AlreadyUsed.Words)
            : ForEpisode(reading, epoch);
    }

    /// <summary>An offer for one episode is not sent in another one; where the fleet does not know the episode, nothing speaks against it.</summary>
    private RescueCheck ForEpisode(RescueCheck check, long? epoch) =>
        epoch is not { } wanted || check.Window is not { } window || window.Epoch == wanted ? check
        : check.Reply is { Value.Session.Arn: var session } && fleet.Find(session)?.Window is null
            ? check with
            {
                Window = window with { Epoch = wanted },
            }
        : RescueCheck.Refused(RescueRefusals.OtherEpisode, check.Reply);

    /// <summary>Reads the session afresh: its status, its group's and the clock decide.</summary>
    internal async Task<RescueCheck> ReadAsync(StreamSessionArn session, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await fleet.ReadAsync(session, ReadPriority.OpenRescue, cancellationToken);
            var verdict = fleet.RescueVerdictOf(reply.Value.Session, IsReadOnly);
            var window = RescueWindow.Of(fleet.Find(session), reply);
            return verdict switch
            {
                { IsAllowed: false } => RescueCheck.Refused(verdict.Reason, reply),
                _ when window.EndsAt <= fleet.Clock.Now => RescueCheck.Refused(StreamSessionActions.WindowClosed, reply),
                _ => new RescueCheck("", reply, window),
            };
        }
        catch (GameLiftException failure)
        {
            return RescueCheck.Refused(
                $"The session could not be read, so nothing was sent. {ErrorText.ForCode(failure.Code, failure.Operation).Sentence}"
            ) with
            {
                IsPassing = CallFailures.WaitBeforeRepeat(failure, tries: 1) is not null,
            };
        }
    }
}

/// <summary>What the checks found.</summary>
/// <param name="Refusal">A sentence; empty when the rescue may be sent.</param>
/// <param name="Reply">The fresh read; null when there is none.</param>
/// <param name="Window">Null with a refusal.</param>
internal sealed record RescueCheck(string Refusal, ServiceReply<StreamSessionDetails>? Reply, RescueWindow? Window)
{
    /// <summary>Whether it was refused only because nothing could be read for a moment.</summary>
    public bool IsPassing { get; init; }

    public static RescueCheck Refused(string reason, ServiceReply<StreamSessionDetails>? reply = null) => new(reason, reply, null);
}
