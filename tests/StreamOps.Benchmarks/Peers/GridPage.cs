using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace StreamOps.Benchmarks.Peers;

/// <summary>A live page as one would write it first: a MudDataGrid of fifty rows that is drawn again when one of them changed. Written out as the Razor compiler does it, so that it needs no SDK of its own.</summary>
[Route(GridPage.Address)]
public sealed class GridPage(PeerRows rows) : ComponentBase, IAsyncDisposable
{
    public const string Address = "/grid";

    private Task _drawing = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        rows.Changed -= OnChanged;
        await _drawing;
    }

    // Also for the picture that is served before there is a circuit: it is gone at once, with its component.
    protected override void OnInitialized() => rows.Changed += OnChanged;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<MudDataGrid<PeerRow>>(0);
        builder.AddAttribute(1, nameof(MudDataGrid<PeerRow>.Items), (object)rows.Current);
        builder.AddAttribute(
            2,
            nameof(MudDataGrid<PeerRow>.Columns),
            (RenderFragment)(
                columns =>
                {
                    columns.OpenRegion(0);
                    Add(columns, "Player", row => row.Player);
                    columns.CloseRegion();
                    columns.OpenRegion(1);
                    Add(columns, "Application", row => row.Application);
                    columns.CloseRegion();
                    columns.OpenRegion(2);
                    Add(columns, "Group", row => row.StreamGroup);
                    columns.CloseRegion();
                    columns.OpenRegion(3);
                    Add(columns, "Where", row => row.Location);
                    columns.CloseRegion();
                    columns.OpenRegion(4);
                    Add(columns, "Status", row => row.Status);
                    columns.CloseRegion();
                    columns.OpenRegion(5);
                    Add(columns, "Who", row => row.Who);
                    columns.CloseRegion();
                }
            )
        );
        builder.CloseComponent();
    }

    private static void Add(RenderTreeBuilder builder, string title, Expression<Func<PeerRow, string>> property)
    {
        builder.OpenComponent<PropertyColumn<PeerRow, string>>(0);
        builder.AddAttribute(1, nameof(PropertyColumn<PeerRow, string>.Property), property);
        builder.AddAttribute(2, nameof(PropertyColumn<PeerRow, string>.Title), title);
        builder.CloseComponent();
    }

    private void OnChanged(object? sender, EventArgs arguments) => _drawing = DrawAsync(_drawing);

    private async Task DrawAsync(Task before)
    {
        await before;
        try
        {
            await InvokeAsync(StateHasChanged);
        }
        catch (ObjectDisposedException)
        {
            // The page was left meanwhile.
        }
    }
}
