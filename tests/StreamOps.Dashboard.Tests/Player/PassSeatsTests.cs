using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Links;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>Which connections have the reserve: those of pages that were let in, by their shares.</summary>
public sealed class PassSeatsTests
{
    [Fact]
    public async Task One_link_has_a_browsers_seats_however_many_pages_and_networks_open_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere 127.0.1.2 is no address of this machine.");
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait);
        var shares = Shares(dashboard);
        var secret = (await PlayerClient.MakeLinkAsync(dashboard)).Secret.Text;
        var strangers = new List<TcpClient>();
        for (var page = 0; page < 400; page++)
        {
            var line = await ConnectAsync(dashboard, $"127.0.{1 + (page % 20)}.{2 + (page / 180)}");
            strangers.Add(line);
            Assert.Equal(200, (await PostAsync(line, "/rescue/open", new { secret, page = Page(page) })).Status);
        }

        Assert.Equal(ConnectionShares.PerShare, shares.Count - shares.Strangers);

        // Who was let in by another link, and went on, is believed at once.
        using var player = await ConnectAsync(dashboard, "127.0.99.9");
        var other = (await PlayerClient.MakeLinkAsync(dashboard, "s2")).Secret.Text;
        var (_, body) = await PostAsync(player, "/rescue/open", new { secret = other, page = Page(999) });
        var pass = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("pass").GetString();
        Assert.Equal(200, (await PostAsync(player, "/rescue/continue", new { pass, page = Page(999) })).Status);
        Assert.Equal(ConnectionShares.PerShare + 1, shares.Count - shares.Strangers);

        // The page that spends the first link has seats of its own, and the others' are strangers' as soon as they ask.
        var first = strangers[0];
        var (_, own) = await PostAsync(first, "/rescue/open", new { secret, page = Page(0) });
        var bound = JsonSerializer.Deserialize<JsonElement>(own).GetProperty("pass").GetString();
        await PostAsync(first, "/rescue/continue", new { pass = bound, page = Page(0) });
        foreach (var line in strangers.Skip(1).Take(20))
        {
            var refused = await PostAsync(line, "/rescue/continue", new { pass = bound, page = Page(1) });
            Assert.Equal(404, refused.Status);
        }

        Assert.Equal(2, shares.Count - shares.Strangers);
        strangers.ForEach(line => line.Dispose());
    }

    [Theory]
    [InlineData("/rescue/continue")]
    [InlineData("/rescue/offers")]
    [InlineData("/rescue/reports")]
    [InlineData("/rescue/events")]
    public async Task A_page_that_is_refused_proves_nothing_and_what_it_proved_is_over(string path)
    {
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait);
        var shares = Shares(dashboard);
        var made = await PlayerClient.MakeLinkAsync(dashboard);
        using var player = await ConnectAsync(dashboard, "127.0.0.1");
        var (_, body) = await PostAsync(player, "/rescue/open", new { secret = made.Secret.Text, page = Page(1) });
        var pass = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("pass").GetString();
        Assert.Equal((1, 0), (shares.Count, shares.Strangers));
        await dashboard.Services.GetRequiredService<RescueLinkDesk>().RevokeAsync(made.Link.Id, Actor.Unproven("Mara"));

        var line = new
        {
            pass,
            page = Page(1),
            trouble = "noH264",
        };
        Assert.Equal(410, (await PostAsync(player, path, line, offer: "v=0")).Status);
        Assert.Equal((1, 1), (shares.Count, shares.Strangers));

        using var again = await ConnectAsync(dashboard, "127.0.0.1");
        Assert.Equal(410, (await PostAsync(again, path, line, offer: "v=0")).Status);
        Assert.Equal((2, 2), (shares.Count, shares.Strangers));
    }

    private static ConnectionShares Shares(RunningDashboard dashboard) =>
        dashboard.Services.GetRequiredService<PlayerListener>().Connections!;

    private static string Page(int number) => $"{number:x64}";

    private static async Task<TcpClient> ConnectAsync(RunningDashboard dashboard, string from)
    {
        var line = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        await line.ConnectAsync(IPAddress.Loopback, dashboard.PlayerAddress.Port);
        return line;
    }

    /// <summary>Posts on this very connection, and leaves it open.</summary>
    private static async Task<(int Status, string Body)> PostAsync(TcpClient line, string path, object message, string? offer = null)
    {
        var text = JsonSerializer.Serialize(message) + (offer is null ? "" : $"\n{offer}");
        var head =
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n\r\n";
        await line.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head + text));
        var read = new StringBuilder();
        var buffer = new byte[8_192];
        while (!IsWhole($"{read}"))
        {
            var count = await line.GetStream().ReadAsync(buffer);
            if (count == 0)
            {
                break;
            }

            read.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        var answer = $"{read}";
        return (
            int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture),
            answer[answer.IndexOf('{')..(answer.LastIndexOf('}') + 1)]
        );
    }

    // Answers of a page are chunked, and short: the last chunk ends them.
    private static bool IsWhole(string answer) => answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
}
