using MudBlazor;
using StreamOps.Dashboard.Preferences;

namespace StreamOps.Dashboard.Shell;

public sealed partial class LookMenu(BrowserPreferences preferences)
{
    private static string Word(Scale scale) =>
        scale switch
        {
            Scale.Large => "Large, 1.5",
            Scale.Projector => "Projector, 2.0",
            _ => "Usual size",
        };

    private static string Mark(bool isChosen) =>
        isChosen ? Icons.Material.Filled.RadioButtonChecked : Icons.Material.Filled.RadioButtonUnchecked;
}
