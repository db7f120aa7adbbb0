using Bunit;
using MudBlazor;
using StreamOps.Dashboard.Commands;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Commands;

public sealed class ExportButtonTests : OperatedTest
{
    private int _done;

    [Fact]
    public void The_files_are_asked_for_and_the_drawer_is_told()
    {
        Put(StreamSessionStatus.Connected);
        var provider = Render<MudDialogProvider>();
        var button = Button(APicture.Session());

        button.Find("button").Click();
        provider.WaitForElement("#output-uri").Input("s3://evidence/night/");
        provider.FindAll("button").Single(one => one.TextContent.Trim() == "Export files").Click();

        button.WaitForAssertion(() => Assert.Equal(1, _done), Patience);
        Assert.Equal(1, Calls("ExportStreamSessionFiles"));
        Assert.Contains("The files are written when the session ends.", button.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_ended_session_nothing_can_be_asked_for_and_the_button_says_why()
    {
        var provider = Render<MudDialogProvider>();
        var button = Button(APicture.Session("s1", StreamSessionStatus.Terminated));

        button.Find("button").Click();

        Assert.Equal("true", button.Find("button").GetAttribute("aria-disabled"));
        Assert.Contains("Files must be asked for before that.", button.Markup, StringComparison.Ordinal);
        Assert.Empty(provider.FindAll("#output-uri"));
    }

    [Fact]
    public void Of_a_session_that_the_service_knows_no_more_nothing_can_be_asked_for_and_the_button_says_why()
    {
        var provider = Render<MudDialogProvider>();
        var button = Button(APicture.Session() with { IsListed = false, IsGone = true });

        button.Find("button").Click();

        Assert.Equal("true", button.Find("button").GetAttribute("aria-disabled"));
        Assert.Contains(GoneWords.Sentence, button.Find(".caption").TextContent, StringComparison.Ordinal);
        Assert.Empty(provider.FindAll("#output-uri"));
    }

    private IRenderedComponent<ExportButton> Button(LiveStreamSession session) =>
        Render<ExportButton>(parameters =>
            parameters
                .Add(part => part.Session, session)
                .Add(part => part.Fleet, APicture.Of(session))
                .Add(part => part.Operator, Mara)
                .Add(part => part.OnDone, () => _done++)
        );
}
