using Microsoft.AspNetCore.Components;
using StreamOps.Dashboard.Parts;

namespace StreamOps.Dashboard.Demo;

public sealed partial class DemoPage
{
    [Inject]
    public required ServiceMark Mark { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    protected override void OnInitialized()
    {
        if (!Mark.IsDemo)
        {
            Navigation.NotFound();
        }
    }
}
