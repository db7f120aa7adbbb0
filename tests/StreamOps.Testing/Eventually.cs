namespace StreamOps.Testing;

/// <summary>Asks again until the answer is yes: for what comes about in its own time, which nobody tells a test of.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until <paramref name="isTrue"/> says yes.</summary>
    /// <exception cref="TimeoutException">It did not within <paramref name="limit"/>; the message names <paramref name="what"/>.</exception>
    public static Task BeTrueAsync(string what, TimeSpan limit, Func<bool> isTrue) =>
        BeTrueAsync(what, limit, () => Task.FromResult(isTrue()));

    /// <summary>Waits until <paramref name="isTrue"/> says yes.</summary>
    /// <exception cref="TimeoutException">It did not within <paramref name="limit"/>; the message names <paramref name="what"/>.</exception>
    public static async Task BeTrueAsync(string what, TimeSpan limit, Func<Task<bool>> isTrue)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}.");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
