using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>A player's browser as the listener sees it: posts of one line and maybe an offer.</summary>
internal sealed class PlayerClient(RunningDashboard dashboard) : IDisposable
{
    public HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = dashboard.PlayerAddress };

    /// <summary>64 characters, as the page makes them.</summary>
    public string Page { get; init; } =
        Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray());

    public Task<HttpResponseMessage> PostAsync(string path, object line, string? offer = null, Action<HttpRequestMessage>? configure = null)
    {
        var text = JsonSerializer.Serialize(line);
        return SendAsync(path, offer is null ? text : $"{text}\n{offer}", configure);
    }

    public async Task<HttpResponseMessage> SendAsync(string path, string body, Action<HttpRequestMessage>? configure = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "text/plain"),
        };
        // A body that is refused is best not sent: the line may close in the middle of it, before the refusal is read.
        request.Headers.ExpectContinue = body.Length > 8_000;
        configure?.Invoke(request);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Opens a link.</summary>
    /// <returns>The pass.</returns>
    public async Task<string> OpenAsync(LinkSecret secret)
    {
        using var response = await PostAsync("/rescue/open", new { secret = secret.Text, page = Page });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pass").GetString()!;
    }

    /// <summary>Reads events until one fits.</summary>
    public static async Task<JsonElement> NextAsync(StreamReader events, Func<JsonElement, bool> fits)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await events.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                var item = JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]);
                if (fits(item))
                {
                    return item;
                }
            }
        }

        throw new EndOfStreamException("The events ended before it came.");
    }

    public static bool Is(JsonElement item, string type, string? phase = null) =>
        string.Equals(item.GetProperty("type").GetString(), type, StringComparison.Ordinal)
        && (phase is null || string.Equals(item.GetProperty("phase").GetString(), phase, StringComparison.Ordinal));

    /// <summary>Reads of one session go straight to the scripted service: no poller runs here that would take turns for them.</summary>
    public static void LetThemWait(WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<FleetAccess>(services => new DirectFleet(
            services.GetRequiredService<FleetClock>(),
            services.GetRequiredService<LiveFleet>(),
            services.GetRequiredService<ScriptedGameLiftStreams>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<Sights>()
        ));

    /// <summary>A link for a session that waits.</summary>
    public static async Task<LinkMaking.Made> MakeLinkAsync(RunningDashboard dashboard, string id = "s1")
    {
        LetWait(dashboard, id);
        var outcome = await dashboard
            .Services.GetRequiredService<RescueLinkDesk>()
            .MakeAsync(A.Arn(id), Actor.Unproven("Mara"), null, CancellationToken.None);
        Assert.True(outcome is LinkMaking.Made, (outcome as LinkMaking.NotMade)?.Reason);
        return (LinkMaking.Made)outcome;
    }

    /// <summary>A session lost its client just now, and the fleet has seen it.</summary>
    public static void LetWait(RunningDashboard dashboard, string id = "s1")
    {
        dashboard.Service.Sessions[A.Arn(id)] = A.StreamSession(id).In(StreamSessionStatus.PendingClientReconnection).Details(600);
        var now = dashboard.Services.GetRequiredService<FleetClock>().Now;
        var window = APicture.Window(590, 600) with
        {
            EnteredEarliest = now.AddSeconds(-3),
            EnteredExpected = now.AddSeconds(-2),
            EnteredLatest = now.AddSeconds(-1),
        };
        var session = APicture.Session(id, StreamSessionStatus.PendingClientReconnection);
        dashboard.Publish(
            APicture.Fleet(
                session with
                {
                    Session = session.Session with { CreatedAt = now.AddMinutes(-5) },
                    StatusSinceEarliest = window.EnteredEarliest,
                    StatusSinceLatest = window.EnteredLatest,
                    Window = window,
                }
            )
        );
    }

    public void Dispose() => Http.Dispose();
}
