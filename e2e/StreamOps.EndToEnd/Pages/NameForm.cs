namespace StreamOps.EndToEnd.Pages;

/// <summary>Asks for the operator's name before the first act, once per browser.</summary>
internal sealed class NameForm(IPage page)
{
    public ILocator Name => page.GetByLabel("Your name");

    public ILocator Problem => page.Locator("[data-name-words]");

    public async Task GiveAsync(string name)
    {
        await Name.FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        // Either the bar has the name, or the form says why not: the failure then tells it.
        var answered = page.Locator("[data-name-words]:not(:empty)").Or(new Shell(page).Operator.Filter(new() { HasText = name }));
        await Expect(answered.First).ToContainTextAsync(name);
    }
}
