namespace StreamOps.EndToEnd.Pages;

/// <summary>Tells the keys of the screen.</summary>
internal sealed class KeysHelp(IPage page)
{
    public ILocator Self => page.GetByRole(AriaRole.Dialog, new() { Name = "Keys of this screen" });

    public ILocator Keys => Self.Locator("kbd");

    public ILocator Close => Self.GetByRole(AriaRole.Button, new() { Name = "Close" });
}
