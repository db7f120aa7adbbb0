using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Nobody was lost. On servers of its own: elsewhere somebody always waits.</summary>
public sealed class CalmJourney(Stage stage) : Journey<Stage>(stage), IClassFixture<Stage>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_queue_without_rows_says_that_nobody_waits_and_has_no_accessibility_finding(ColorScheme theme)
    {
        var page = (await OpenAsync(() => Stage.OpenBrowserAsync(new() { ColorScheme = theme }))).Page;
        var queue = new QueuePage(page);

        await queue.OpenAsync();

        await AxeScan.OfAsync(page, "queue, empty", queue.NobodyWaits);
        await Expect(queue.Rows).ToHaveCountAsync(0);
    }

    protected override bool OpensBrowser => false;
}
