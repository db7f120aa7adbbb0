using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace StreamOps.Benchmarks.Peers;

/// <summary>The least that a page with MudBlazor is: its frame, and a button.</summary>
[Route(HelloPage.Address)]
public sealed class HelloPage : ComponentBase
{
    public const string Address = "/hello";

    private int _presses;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<MudButton>(0);
        builder.AddAttribute(1, nameof(MudButton.OnClick), EventCallback.Factory.Create<MouseEventArgs>(this, Press));
        builder.AddAttribute(2, nameof(MudButton.ChildContent), (RenderFragment)(label => label.AddContent(0, $"Hello, {_presses}")));
        builder.CloseComponent();
    }

    private void Press() => _presses++;
}
