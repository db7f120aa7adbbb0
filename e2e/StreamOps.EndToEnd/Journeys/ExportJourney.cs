using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A session's files are asked for while it still runs.</summary>
[Collection<SharedStage>]
public sealed class ExportJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task The_files_of_a_session_are_asked_for_once_and_the_drawer_remembers()
    {
        var session = await Emulator.DropAnyAsync();
        var drawer = new SessionDrawer(Page);
        var dialog = new ExportDialog(Page);
        await drawer.OpenAsync(session);

        await drawer.Export.ClickAsync();
        await Expect(dialog.Place).ToBeFocusedAsync();
        await dialog.Place.FillAsync("s3://evidence/tickets/");
        await dialog.Confirm.ClickAsync();

        await Expect(drawer.Self.GetByText("The files are written when the session ends.")).ToBeVisibleAsync();
        var call = Assert.Single((await LedgerAsync()).CallsOf("ExportStreamSessionFiles", session));
        Assert.Equal(200, call.StatusCode);
        await Expect(drawer.Self.GetByText(Stage.OperatorName).First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("", "Name the place first.")]
    [InlineData("https://evidence/tickets/", "The address must begin with s3://.")]
    [InlineData("s3://evidence/tickets", "The address must end in /, .zip or .ZIP.")]
    public async Task A_place_that_cannot_be_written_to_is_stopped_with_a_sentence(string place, string words)
    {
        var session = await Emulator.DropAnyAsync();
        var dialog = new ExportDialog(Page);
        await new SessionDrawer(Page).OpenAsync(session);
        await new SessionDrawer(Page).Export.ClickAsync();

        await dialog.Place.FillAsync(place);

        await Expect(dialog.Self.GetByText(words)).ToBeVisibleAsync();
        await Expect(dialog.Confirm).ToHaveAttributeAsync("aria-disabled", "true");
        Assert.Empty((await LedgerAsync()).CallsOf("ExportStreamSessionFiles", session));
    }
}
