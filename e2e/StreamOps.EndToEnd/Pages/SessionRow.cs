using System.Text.RegularExpressions;

namespace StreamOps.EndToEnd.Pages;

/// <summary>One session's row, in the queue or in the list of sessions.</summary>
internal sealed partial class SessionRow(IPage page, string sessionId)
{
    public ILocator Self { get; } = page.Locator($"main [data-session-id='{sessionId}']:visible").First;

    /// <summary>Digits as <c>1:42</c>.</summary>
    public ILocator Clock => Self.Locator("countdown-clock");

    /// <summary>The player's id: opens the drawer.</summary>
    public ILocator Open => Self.Locator("[data-open]");

    public ILocator Rescue => Self.Locator("[data-rescue]");

    /// <summary>Waits until the row shows the API's word.</summary>
    public Task ToBeAsync(string status, float seconds = 10) =>
        Expect(Self).ToHaveAttributeAsync("data-status", status, new() { Timeout = seconds * 1000 });

    /// <summary>The time left as the clock shows it, once the timeout is known: until then the digits count up, and say how long the player has waited.</summary>
    public async Task<TimeSpan> TimeLeftAsync()
    {
        await Expect(Clock).ToHaveAttributeAsync("expected", Milliseconds());
        await Expect(Clock).ToHaveTextAsync(Digits());
        var parts = (await Clock.InnerTextAsync())
            .Split(':')
            .Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(parts.Aggregate(0, (total, part) => (total * 60) + part));
    }

    [GeneratedRegex(@"^\d+$", RegexOptions.None, 1000)]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"^\s*\d+:[0-5]\d\s*$", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
