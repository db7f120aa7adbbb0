using Bunit;
using Microsoft.AspNetCore.Components;
using StreamOps.Dashboard.Parts;

namespace StreamOps.Dashboard.Tests.Parts;

public sealed class ErrorPanelTests : MudTest
{
    [Fact]
    public void A_fault_stays_in_its_part_of_the_page_and_can_be_got_over()
    {
        var isBroken = true;
        RenderFragment content = builder =>
            builder.AddContent(0, isBroken ? throw new InvalidOperationException("secret detail") : "all is well");
        var panel = Render<ErrorPanel>(parameters => parameters.Add(part => part.ChildContent, content));
        Assert.Contains("This part of the page has a fault.", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", panel.Markup, StringComparison.Ordinal);

        isBroken = false;
        panel.Find("button").Click();

        Assert.Equal("all is well", panel.Markup.Trim());
    }
}
