using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;
using StreamOps.Testing.Faults;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>A dashboard that its machine gives too little: no time for a while, or no descriptors.</summary>
public sealed class StarvedTests(StarvedStage stage) : IClassFixture<StarvedStage>
{
    private const string Slipped = " s late</button>";

    [Fact]
    [Trait("Row", "F26")]
    public async Task Three_seconds_of_standing_still_are_measured_and_shown_and_nothing_is_taken_for_over()
    {
        using var client = new HttpClient { BaseAddress = stage.Address };
        var before = await client.GetStringAsync(new Uri("/", UriKind.Relative));

        await stage.Dashboard.StandStillAsync(TimeSpan.FromSeconds(3));

        var told = await stage.Dashboard.LineWithAsync(" s late to its reads", StarvedStage.Limit());
        var after = await client.GetStringAsync(new Uri("/", UriKind.Relative));
        for (var i = 0; i < 50 && !after.Contains(Slipped, StringComparison.Ordinal); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            after = await client.GetStringAsync(new Uri("/", UriKind.Relative));
        }

        Figures.Tell("F26", "3 s stopped", told.Trim());
        Assert.NotEmpty(StarvedStage.CountdownOn(before));
        Assert.Equal(StarvedStage.CountdownOn(before), StarvedStage.CountdownOn(after));
        Assert.Contains(Slipped, after, StringComparison.Ordinal);
        // No read was given up for it, and no session taken for gone.
        Assert.Contains("data-state=\"live\"", after, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", told, StringComparison.Ordinal);
        Assert.InRange(await StarvedStage.AgeOfReadAsync(client), TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    [Trait("Row", "F27")]
    public async Task Connections_without_end_are_refused_and_the_reads_go_on_even_over_new_ones_of_their_own()
    {
        using var known = new HttpClient { BaseAddress = stage.Address };
        await StarvedStage.AgeOfReadAsync(known);
        var flood = new List<Socket>();
        try
        {
            for (var i = 0; i < StarvedStage.Descriptors + 100; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, stage.Address.Port);
                await socket.SendAsync("GET /_blazor HTTP/1.1\r\n"u8.ToArray());
                flood.Add(socket);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            var refused = flood.Count(IsEnded);
            stage.Line.PutOnOpen(new LineFault { ResetAfter = 0 });
            await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);
            var age = await StarvedStage.AgeOfReadAsync(known);
            var held = stage.Dashboard.Descriptors;

            Figures.Tell(
                "F27",
                "descriptors",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{held} of {StarvedStage.Descriptors} open, {refused} of {flood.Count} connections refused, last read {age.TotalSeconds:0.0} s old"
                )
            );
            Assert.InRange(age, TimeSpan.Zero, TimeSpan.FromSeconds(3));
            Assert.InRange(refused, 100, flood.Count);
            Assert.InRange(held, 1, StarvedStage.Descriptors - 50);
            using var stranger = new HttpClient { BaseAddress = stage.Address };
            await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetStringAsync(new Uri("/", UriKind.Relative)));
        }
        finally
        {
            flood.ForEach(socket => socket.Dispose());
        }

        using var next = new HttpClient { BaseAddress = stage.Address };
        await Eventually.BeTrueAsync("it answers again", TimeSpan.FromSeconds(10), () => AnswersAsync(next));
    }

    private static bool IsEnded(Socket socket) => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync(new Uri("/", UriKind.Relative))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
