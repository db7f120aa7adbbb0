using MudBlazor;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.Shell;

public sealed partial class LookMenu(BrowserPreferences preferences)
{
    private Face _face;

    /// <summary>Whose menu it is; leads find their access tokens in it.</summary>
    [Parameter]
    public CurrentOperator? Operator { get; set; }

    // Where the bar is narrow it is their only way there.
    private bool LeadsToTokens =>
        Operator is { Session: not null, Actor: var actor } && ActorPermissions.For(DeskAct.ManageTokens, actor).IsAllowed;

    private string Label => LeadsToTokens ? "Theme, density and size; access tokens; About" : "Theme, density and size; About";

    // Its marks are worked out when it is opened.
    protected override bool ShowsOther() => Changes(ref _face, new Face(LeadsToTokens));

    private static string Word(Scale scale) =>
        scale switch
        {
            Scale.Large => "Large, 1.5",
            Scale.Projector => "Projector, 2.0",
            _ => "Usual size",
        };

    private static string Mark(bool isChosen) =>
        isChosen ? Icons.Material.Filled.RadioButtonChecked : Icons.Material.Filled.RadioButtonUnchecked;

    private readonly record struct Face(bool LeadsToTokens);
}
