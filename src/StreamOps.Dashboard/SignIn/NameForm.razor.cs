using Microsoft.AspNetCore.Components;
using StreamOps.Operations.Live;

namespace StreamOps.Dashboard.SignIn;

public sealed partial class NameForm
{
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Whether it is what its panel waits for.</summary>
    [Parameter]
    public bool TakesFocus { get; set; }

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
}
