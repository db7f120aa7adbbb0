using Microsoft.AspNetCore.Components;
using MudBlazor;
using StreamOps.Dashboard.Preferences;

namespace StreamOps.Dashboard.Shell;

public sealed partial class LookMenu
{
    [Inject]
    public required BrowserPreferences Preferences { get; init; }

    private static string Mark(bool isChosen) =>
        isChosen ? Icons.Material.Filled.RadioButtonChecked : Icons.Material.Filled.RadioButtonUnchecked;
}
