using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The README's picture is what the product looks like. Drawn only when asked for, and written anew with <c>STREAMOPS_WRITE_SCREENSHOTS=1</c>.</summary>
public sealed class ReadmePictures(PictureStage stage) : Journey<PictureStage>(stage), IClassFixture<PictureStage>
{
    [Fact(Explicit = true)]
    public async Task The_queue_with_an_open_rescue()
    {
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        var players = new List<string>();
        foreach (var pause in (int[])[7, 9, 0])
        {
            players.Add(await Emulator.DropAnyAsync());
            await queue.Row(players[^1]).ToBeAsync("PENDING_CLIENT_RECONNECTION");
            if (IsWriting)
            {
                await Task.Delay(TimeSpan.FromSeconds(pause), TimeProvider.System, Cancellation);
            }
        }

        await new RescuePanel(Page).OpenAsync(players[0]);
        await Expect(queue.Rows).ToHaveCountAsync(players.Count);
        await queue.Row(players[0]).TimeLeftAsync();
        await new Shell(Page).UntilWatchedRateAsync();
        var picture = await Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });

        Assert.True(picture.Length > 20_000, "The picture is empty.");
        if (IsWriting)
        {
            var file = Path.Combine(BuildOutput.Root, "docs", "images", "queue.png");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, picture, Cancellation);
        }
    }

    private static bool IsWriting => Environment.GetEnvironmentVariable("STREAMOPS_WRITE_SCREENSHOTS") == "1";
}
