using System.Text.Json;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Answers of the players' listener as a test words them, for faces that would take a whole rescue to reach.</summary>
internal static class PlayerAnswers
{
    /// <summary>Every link is refused with this status and phase.</summary>
    public static Task RefuseAsync(IPage page, int status, string phase) =>
        page.RouteAsync(
            "**/rescue/open",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = status,
                        Body = JsonSerializer.Serialize(new { phase }),
                        ContentType = "application/json",
                    }
                )
        );

    /// <summary>Every link opens, and the server then stays with what it said.</summary>
    public static async Task StandAsync(IPage page, string phase, string outcome = "answered", bool wantsBack = false)
    {
        var state = new
        {
            type = "state",
            phase,
            application = "Skyrail",
            deadline = 4_102_444_800_000,
            now = 4_102_444_728_000,
            stoppedBy = "",
            attempt = 0,
            wantsBack,
        };
        await AnswerAsync(
            page,
            "open",
            JsonSerializer.Serialize(
                new
                {
                    pass = "pass",
                    state,
                    webSdk = (string?)null,
                    demoHost = (string?)null,
                }
            )
        );
        await AnswerAsync(page, "continue", JsonSerializer.Serialize(state));
        await AnswerAsync(page, "offers", JsonSerializer.Serialize(new { outcome }));
        // Its stream never says a word.
        await page.RouteAsync("**/rescue/events", _ => Task.CompletedTask);
        // One fixed moment, so that the time that is left is always the same.
        await page.RouteAsync(
            "**/live/clock",
            route => route.FulfillAsync(new() { Body = """{"now":4102444728000}""", ContentType = "application/json" })
        );
    }

    private static Task AnswerAsync(IPage page, string path, string body) =>
        page.RouteAsync($"**/rescue/{path}", route => route.FulfillAsync(new() { Body = body, ContentType = "application/json" }));
}
