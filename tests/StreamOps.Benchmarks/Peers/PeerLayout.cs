using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace StreamOps.Benchmarks.Peers;

/// <summary>MudBlazor's usual frame, with the same four providers as the dashboard has.</summary>
public sealed class PeerLayout : LayoutComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<MudThemeProvider>(0);
        builder.CloseComponent();
        builder.OpenComponent<MudPopoverProvider>(1);
        builder.CloseComponent();
        builder.OpenComponent<MudDialogProvider>(2);
        builder.CloseComponent();
        builder.OpenComponent<MudSnackbarProvider>(3);
        builder.CloseComponent();
        builder.OpenComponent<MudLayout>(4);
        builder.AddAttribute(5, nameof(MudLayout.ChildContent), (RenderFragment)BuildFrame);
        builder.CloseComponent();
    }

    private void BuildFrame(RenderTreeBuilder builder)
    {
        builder.OpenComponent<MudAppBar>(0);
        builder.AddAttribute(1, nameof(MudAppBar.ChildContent), (RenderFragment)(bar => bar.AddContent(0, "A peer")));
        builder.CloseComponent();
        builder.OpenComponent<MudMainContent>(2);
        builder.AddAttribute(3, nameof(MudMainContent.ChildContent), Body);
        builder.CloseComponent();
    }
}
