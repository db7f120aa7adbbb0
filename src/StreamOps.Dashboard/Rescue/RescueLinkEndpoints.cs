using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.Player;
using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Rescue;

/// <summary>Makes links for the operator's page: their secret goes from here into that page's memory, and through no circuit.</summary>
internal static class RescueLinkEndpoints
{
    public static void MapRescueLinks(this IEndpointRouteBuilder rescue) => rescue.MapPost("/links", MakeAsync);

    /// <summary>A session by the last part of its ARN, as the pages name it; null when the fleet does not know it.</summary>
    internal static StreamSessionArn? Find(LiveFleet fleet, string? id) =>
        fleet
            .Current.Sessions.Keys.Where(arn => string.Equals(arn.Id, id, StringComparison.Ordinal))
            .Select(arn => (StreamSessionArn?)arn)
            .FirstOrDefault();

    private static async Task<IResult> MakeAsync(
        LinkWish wish,
        HttpContext context,
        LiveFleet fleet,
        RescueLinkDesk desk,
        PlayerLinks links,
        BackgroundWork work
    )
    {
        if (Find(fleet, wish.Session) is not { } session)
        {
            return Refused("The session is not in the list any more.");
        }

        var actor = RescueEndpoints.Who(context);
        try
        {
            // Not with the request's end: a link that was made is shown, or lost with its page, and never half.
            return await work.PerformAsync(lifetime => desk.MakeAsync(session, actor, wish.Replaces, lifetime)) switch
            {
                LinkMaking.Made made => Made(made, links.AddressOf(made.Secret)),
                // A good answer, no error: browsers write those into their consoles.
                LinkMaking.Stands { Link: var link } => Results.Json(
                    new StandingLink(link.Id, actor.Person.Is(link.By), link.OpenedAt is not null)
                ),
                LinkMaking.NotMade refused => Refused(refused.Reason),
                var other => throw new InvalidOperationException($"No answer for {other.GetType().Name}."),
            };
        }
        catch (StoreUnavailableException unavailable)
        {
            return Refused($"{unavailable.Message} No link was made.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Made(LinkMaking.Made made, string address) =>
        Results.Json(new MadeLink(made.Link.Id, address, made.Code.Text, LinkPicture.Of(address)));

    private static IResult Refused(string reason, int status = StatusCodes.Status422UnprocessableEntity) =>
        Results.Json(new LinkRefusal(VisibleText.Of(reason)), statusCode: status);
}

/// <summary>What the page asks for.</summary>
/// <param name="Session">The last part of the session's ARN.</param>
/// <param name="Replaces">The standing link that the operator gives up for it; null for none.</param>
internal sealed record LinkWish(string? Session, Guid? Replaces);

/// <summary>For the memory of the page that asked.</summary>
internal sealed record MadeLink(Guid Link, string Address, string Code, LinkPicture Picture)
{
    public override string ToString() => "***";
}

/// <summary>A live link stands already: said in place of a <see cref="MadeLink"/>.</summary>
internal sealed record StandingLink(Guid Link, bool IsMine, bool IsOpened);

/// <summary>Why there is none, as a sentence.</summary>
internal sealed record LinkRefusal(string Reason);
