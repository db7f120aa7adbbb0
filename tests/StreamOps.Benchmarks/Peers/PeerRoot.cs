using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace StreamOps.Benchmarks.Peers;

/// <summary>The document of the peers' pages.</summary>
public sealed class PeerRoot : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "html");
        builder.OpenElement(1, "head");
        builder.OpenElement(2, "base");
        builder.AddAttribute(3, "href", "/");
        builder.CloseElement();
        builder.OpenComponent<HeadOutlet>(4);
        builder.AddComponentRenderMode(RenderMode.InteractiveServer);
        builder.CloseComponent();
        builder.CloseElement();
        builder.OpenElement(5, "body");
        builder.OpenComponent<PeerRoutes>(6);
        builder.AddComponentRenderMode(RenderMode.InteractiveServer);
        builder.CloseComponent();
        builder.CloseElement();
        builder.CloseElement();
    }
}

/// <summary>Which page stands at which address.</summary>
public sealed class PeerRoutes : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<Router>(0);
        builder.AddAttribute(1, nameof(Router.AppAssembly), typeof(PeerRoutes).Assembly);
        builder.AddAttribute(
            2,
            nameof(Router.Found),
            (RenderFragment<RouteData>)(
                route =>
                    found =>
                    {
                        found.OpenComponent<RouteView>(0);
                        found.AddAttribute(1, nameof(RouteView.RouteData), route);
                        found.AddAttribute(2, nameof(RouteView.DefaultLayout), typeof(PeerLayout));
                        found.CloseComponent();
                    }
            )
        );
        builder.CloseComponent();
    }
}
