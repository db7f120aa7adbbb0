using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.Player;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Links;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Rescue;

/// <summary>Makes links for the operator's page: their secret goes from here into that page's memory, and through no circuit.</summary>
internal static class RescueLinkEndpoints
{
    public static void MapRescueLinks(this IEndpointRouteBuilder rescue) => rescue.MapPost("/links", MakeAsync);

    private static async Task<IResult> MakeAsync(
        LinkWish wish,
        HttpContext context,
        FleetAccess fleet,
        RescueLinkDesk desk,
        PlayerLinks links,
        BackgroundWork work
    )
    {
        var actor = RescueEndpoints.Who(context);
        if (fleet.Find(wish.Session, actor) is not { } session)
        {
            return Refused(fleet.Snapshot.WhyAbsent);
        }

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
