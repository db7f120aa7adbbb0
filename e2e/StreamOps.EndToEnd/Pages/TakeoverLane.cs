namespace StreamOps.EndToEnd.Pages;

/// <summary>The part of the rescue panel in which the operator's own browser takes the player's place.</summary>
internal sealed class TakeoverLane(IPage page)
{
    public ILocator Self => page.Locator("details.takeover");

    public ILocator End => Self.Locator("[data-takeover-end]");

    public CountedPicture Picture { get; } = new(page, "[data-takeover-picture]");

    public async Task BeginAsync(string reason)
    {
        await Self.Locator("summary").ClickAsync();
        await Self.Locator("[data-takeover-reason]").FillAsync(reason);
        await Self.Locator("[data-takeover-begin]").ClickAsync();
    }
}
