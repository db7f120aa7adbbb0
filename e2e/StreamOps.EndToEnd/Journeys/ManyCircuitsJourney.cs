using System.Globalization;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing.Catalogue;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>
/// The server dies under many open pages and comes back: so do they, by themselves. <c>STREAMOPS_CIRCUITS</c> says how many: 500 is what is promised, 1,000 what is
/// survived. With <c>STREAMOPS_PUBLISHED</c>, a folder of <c>dotnet publish</c>, it is measured as people run it.
/// </summary>
[Collection<ManyStage>]
public sealed class ManyCircuitsJourney(Stage stage) : Journey<Stage>(stage)
{
    private const string HalfAnOffer = """{"type":"offer","sdp":"v=0 half of it""";

    private static readonly string? Asked = Environment.GetEnvironmentVariable("STREAMOPS_CIRCUITS");
    private static readonly int Circuits = int.Parse(Asked ?? "60", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Goal = TimeSpan.FromSeconds(5);

    /// <summary>Of a thousand.</summary>
    private static readonly TimeSpan Last = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    [Trait("Row", "R5")]
    [Trait("Row", "F25")]
    public async Task Pages_are_live_again_soon_after_a_restart_with_filter_panel_and_half_an_offer()
    {
        Operator.MayComplain = true;
        var session = await Emulator.DropAnyAsync();
        var panel = new RescuePanel(Page);
        await Page.GotoAsync($"/?mine=true&rescue={session}");
        await new Shell(Page).UntilInteractiveAsync();
        await panel.PasteBox.FillAsync(HalfAnOffer);
        await Expect(panel.Findings.First).ToBeVisibleAsync();
        var address = Page.Url;
        await using var pages = new ManyPages(Stage.Dashboard.Address, session, Circuits);
        await pages.OpenAsync();

        pages.Forget();
        await Stage.Dashboard.KillAsync();
        var killed = TimeProvider.System.GetTimestamp();
        Stage.Dashboard.Launch();
        var listens = await pages.UntilListeningAsync();
        var toListen = ProcessorTime();

        var taken = await pages.TakenAsync(listens, Patience);
        var start = TimeProvider.System.GetElapsedTime(killed, listens);
        var (failures, loads) = pages.Count();
        var work = ProcessorTime();
        var told = string.Create(
            CultureInfo.InvariantCulture,
            $"{ManyPages.Told(taken, Goal)} from the moment it listens again, {start.TotalSeconds:0.0} s after the kill; {loads - Circuits} loads anew, {failures} of them for nothing; {work.TotalSeconds:0.0} s of processor, {toListen.TotalSeconds:0.0} s of it until it listened, {(work - toListen).TotalMilliseconds / Circuits:0} ms for each page"
        );
        Figures.Tell("R5", $"live again, {Circuits} circuits", told);
        Figures.Tell("F25", $"live again, {Circuits} circuits", told);
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        // The one in a browser: where it was, with what was typed.
        await new Shell(Page).ToBeLiveAsync();
        await Expect(panel.PasteBox).ToHaveValueAsync(HalfAnOffer);
        await Expect(panel.Findings.First).ToBeVisibleAsync();
        Assert.Equal(address, Page.Url);
        // Among all other journeys the machine is another one each time: the promise is measured alone.
        Assert.True(ManyPages.Share(taken, Asked is null || Circuits > 500 ? Last : Goal) >= (Circuits > 500 ? 99 : 95), told);
    }

    private TimeSpan ProcessorTime()
    {
        Stage.Dashboard.Process.Refresh();
        return Stage.Dashboard.Process.TotalProcessorTime;
    }
}
