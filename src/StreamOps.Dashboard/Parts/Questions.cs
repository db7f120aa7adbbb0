using MudBlazor;

namespace StreamOps.Dashboard.Parts;

internal static class Questions
{
    private static readonly DialogOptions Options = new()
    {
        CloseOnEscapeKey = true,
        MaxWidth = MaxWidth.Small,
        FullWidth = true,
    };

    /// <summary>What the dialog gave back; null when the operator cancelled.</summary>
    public static async Task<TReply?> AskAsync<TDialog, TReply>(this IDialogService dialogs, DialogParameters<TDialog> parameters)
        where TDialog : IComponent
        where TReply : class
    {
        var reference = await dialogs.ShowAsync<TDialog>(title: null, parameters, Options);
        return await reference.Result is { Canceled: false, Data: TReply reply } ? reply : null;
    }
}
