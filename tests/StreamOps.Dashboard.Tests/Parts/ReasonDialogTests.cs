using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Commands;

namespace StreamOps.Dashboard.Tests.Parts;

public sealed class ReasonDialogTests : MudTest
{
    private static readonly ReasonQuestion Question = new("Terminate this session?", "Unsaved progress is lost.", "Terminate session")
    {
        IsDanger = true,
        Presets = ["The game hangs"],
        Confirmation = new IdConfirmation("3dEf"),
    };

    [Fact]
    public async Task It_takes_a_reason_and_the_four_characters_before_the_verb_acts()
    {
        var provider = Render<MudDialogProvider>();
        var asking = provider.InvokeAsync(() => ReasonDialog.AskAsync(Services.GetRequiredService<IDialogService>(), Question));

        provider.Find("button.danger").Click();
        Assert.Contains("Give a reason.", provider.Markup, StringComparison.Ordinal);
        provider.Find("input[type=radio]").Change(true);
        provider.Find("button.danger").Click();
        Assert.Contains("Type the four characters.", provider.Markup, StringComparison.Ordinal);
        provider.Find("input.mono").Input("3dEf");
        provider.Find("button.danger").Click();

        Assert.Equal("The game hangs", await asking);
    }

    [Fact]
    public void Each_field_is_called_what_stands_beside_it()
    {
        var provider = Render<MudDialogProvider>();
        _ = provider.InvokeAsync(() => ReasonDialog.AskAsync(Services.GetRequiredService<IDialogService>(), Question));

        var fields = provider.FindAll("input:not([type=radio])");

        Assert.All(fields, field => Assert.False(field.HasAttribute("aria-label") || field.HasAttribute("aria-labelledby")));
        Assert.Equal("Or in your words", fields[0].Closest("label")!.TextContent.Trim());
        Assert.EndsWith("session's id, 3dEf", fields[1].Closest("label")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_does_nothing()
    {
        var provider = Render<MudDialogProvider>();
        var asking = provider.InvokeAsync(() => ReasonDialog.AskAsync(Services.GetRequiredService<IDialogService>(), Question));

        provider.FindAll("button").First(button => button.TextContent == "Cancel").Click();

        Assert.Null(await asking);
    }
}
