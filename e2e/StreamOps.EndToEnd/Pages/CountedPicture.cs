namespace StreamOps.EndToEnd.Pages;

/// <summary>A video whose frames carry the game's counter in their pixels.</summary>
/// <param name="page">The page it plays on.</param>
/// <param name="selector">Finds the video.</param>
internal sealed class CountedPicture(IPage page, string selector)
{
    /// <summary>Waits until a frame shows a higher counter.</summary>
    /// <param name="reader">The script that leaves <c>FrameCodeReader</c> behind.</param>
    /// <param name="frame">The counter that was seen last.</param>
    public async Task UntilFrameAfterAsync(string reader, long frame)
    {
        await page.EvaluateAsync($"() => {{ {reader}; window.frameReader ??= new FrameCodeReader(); }}");
        await page.WaitForFunctionAsync(
            "([selector, frame]) => (window.frameSeen = frameReader.read(document.querySelector(selector)) ?? 0) > frame",
            new object[] { selector, frame },
            new() { Timeout = 30_000 }
        );
    }

    /// <summary>The counter that was waited for.</summary>
    public Task<long> FrameAsync() => page.EvaluateAsync<long>("() => frameSeen");
}
