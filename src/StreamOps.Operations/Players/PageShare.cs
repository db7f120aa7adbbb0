using StreamOps.Operations.Links;

namespace StreamOps.Operations.Players;

/// <summary>What a page that is let in counts with. Never told to a page.</summary>
/// <param name="Name">The same text for all pages of a link that nobody has spent; a text of its own for the page that spent it; one for all the game's own pages of a session, however many tickets its player was given.</param>
/// <param name="IsBound">Whether the link is spent for this page, or the game's backend signed for it.</param>
public sealed record PageShare(string Name, bool IsBound)
{
    internal static PageShare Of(StreamSessionArn session, RescueLink? link, string pageHash) =>
        link switch
        {
            null => new(session.Value, IsBound: true),
            { SpentAt: null } => new($"{link.Id}", IsBound: false),
            _ => new($"{link.Id} {pageHash}", IsBound: true),
        };
}
