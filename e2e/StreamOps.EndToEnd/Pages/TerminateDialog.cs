namespace StreamOps.EndToEnd.Pages;

/// <summary>Asks before a session is ended.</summary>
internal sealed class TerminateDialog(IPage page)
{
    public ILocator Self => page.GetByRole(AriaRole.Dialog);

    public ILocator LastFour => Self.GetByLabel("Last four characters");

    public ILocator Keep => Self.GetByRole(AriaRole.Button, new() { Name = "Keep it" });

    public ILocator Confirm => Self.GetByRole(AriaRole.Button, new() { Name = "Terminate session" });

    /// <summary>Reasons to choose from.</summary>
    public ILocator Presets => Self.GetByRole(AriaRole.Radio);

    public ILocator OwnWords => Self.GetByLabel("Or in your words");

    public Task GiveReasonAsync() => Presets.First.CheckAsync();
}
