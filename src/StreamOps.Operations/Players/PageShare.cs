namespace StreamOps.Operations.Players;

/// <summary>What a page that is let in counts with. Never told to a page.</summary>
/// <param name="Name">The same text for all pages of a link that nobody has spent; a text of its own for the page that spent it, and for the game's own.</param>
/// <param name="IsBound">Whether the link is spent for this page, or the game's backend signed for it.</param>
public sealed record PageShare(string Name, bool IsBound)
{
    internal static PageShare Of(Links.RescueLink? link, string pageHash) =>
        link is { SpentAt: null } ? new($"{link.Id}", IsBound: false) : new($"{link?.Id} {pageHash}", IsBound: true);
}
