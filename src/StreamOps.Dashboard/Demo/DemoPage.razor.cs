using StreamOps.Dashboard.Parts;

namespace StreamOps.Dashboard.Demo;

public sealed partial class DemoPage(ServiceInView service, NavigationManager navigation)
{
    protected override void OnInitialized()
    {
        if (service.Kind != ServiceKind.Demo)
        {
            navigation.NotFound();
        }
    }
}
