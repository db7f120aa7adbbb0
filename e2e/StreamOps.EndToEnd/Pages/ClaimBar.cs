namespace StreamOps.EndToEnd.Pages;

/// <summary>Who is on it, on top of the rescue panel.</summary>
internal sealed class ClaimBar(IPage page)
{
    public ILocator Self => page.Locator("[data-claim-bar]");

    public ILocator Mine => page.Locator("[data-claim-bar=mine]");

    public ILocator Toggle => Self.Locator("[data-claim-toggle]");

    public ILocator Take => Self.Locator("[data-take-claim]");

    public ILocator TakeIt => Self.Locator("[data-take-it]");

    /// <summary>What whose claim was taken reads.</summary>
    public ILocator Taken => Self.Locator("[data-claim-taken]");

    /// <summary>Who else looks.</summary>
    public ILocator Looking => Self.Locator("[data-looking]");
}
