using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Queue;

/// <summary>The words for a page that stands by.</summary>
public static class OpenPageWords
{
    /// <summary>In the queue, where the ladder would be.</summary>
    public static string OnTheRow(StandByPage page) =>
        page switch
        {
            { Kind: StandByKind.GamePage } => "game page stands by",
            { WantsBackAt: null } => "the rescue page is still open",
            _ => "the rescue page is still open, its player asks",
        };

    /// <summary>In the panel, in front of where and for how long.</summary>
    public static string InThePanel(StandByPage page) =>
        page.Kind == StandByKind.GamePage ? "The game's own page is still open" : "The rescue page is still open";
}
