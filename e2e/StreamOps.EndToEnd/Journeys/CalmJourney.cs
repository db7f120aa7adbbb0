using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Nobody was lost. On servers of its own: elsewhere somebody always waits.</summary>
public sealed class CalmJourney(Stage stage) : Journey<Stage>(stage), IClassFixture<Stage>
{
    [Fact]
    public async Task A_queue_without_rows_says_that_nobody_waits_and_has_no_accessibility_finding()
    {
        var queue = new QueuePage(Page);

        await queue.OpenAsync();

        await AxeScan.OfAsync(Page, "queue, empty", queue.NobodyWaits);
        await Expect(queue.Rows).ToHaveCountAsync(0);
    }
}
