namespace StreamOps.EndToEnd.Pages;

/// <summary>Asks where a session's files are to be written.</summary>
internal sealed class ExportDialog(IPage page)
{
    public ILocator Self => page.GetByRole(AriaRole.Dialog);

    public ILocator Place => Self.GetByLabel("Where to");

    public ILocator Cancel => Self.GetByRole(AriaRole.Button, new() { Name = "Cancel" });

    public ILocator Confirm => Self.GetByRole(AriaRole.Button, new() { Name = "Export files" });
}
