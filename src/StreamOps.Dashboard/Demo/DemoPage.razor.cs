using StreamOps.Dashboard.Parts;

namespace StreamOps.Dashboard.Demo;

public sealed partial class DemoPage
{
    [Inject]
    public required ServiceInView Service { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    protected override void OnInitialized()
    {
        if (Service.Kind != ServiceKind.Demo)
        {
            Navigation.NotFound();
        }
    }
}
