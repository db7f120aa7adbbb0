using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamOps.Testing.Catalogue;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>
/// Stands between a dashboard and the emulator, and puts hostile texts wherever the service has words of somebody's, also where the real one would take none. Every tenth session stays as it
/// is, to be compared with.
/// </summary>
public sealed class HostileService : IAsyncDisposable
{
    /// <summary>The longest description that the service takes.</summary>
    private const int LongestDescription = 80;

    private const int OnePlainIn = 10;

    /// <summary>In letters that run the other way round, with digits among them: those turn their neighbours round by themselves.</summary>
    private const string RightToLeft = "שחקן 12 (מאה) لاعب";

    /// <summary>The path as it came: a second writing of it would be another signature.</summary>
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private static readonly string[] OfOneHop = ["Connection", "Content-Length", "Keep-Alive", "Transfer-Encoding"];

    private readonly WebApplication _app;
    private readonly HttpClient _emulator = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        }
    );
    private readonly string _emulatorAddress;
    private readonly int _sessions;
    private readonly Dictionary<string, int> _sessionPlaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _applicationPlaces = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    private HostileService(WebApplication app, string emulatorAddress, int sessions) =>
        (_app, _emulatorAddress, _sessions) = (app, emulatorAddress, sessions);

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Begins to serve.</summary>
    /// <param name="emulatorAddress">Whose answers it changes.</param>
    /// <param name="sessions">Among how many sessions all the texts are shared out.</param>
    public static async Task<HostileService> StartAsync(string emulatorAddress, int sessions)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var service = new HostileService(app, emulatorAddress, sessions);
        app.Run(service.ForwardAsync);
        await app.StartAsync();
        service.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _emulator.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_emulatorAddress + target, AsItIs));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
        }

        // With the host that it was signed for.
        foreach (var (name, values) in context.Request.Headers.Where(header => !IsOfOneHop(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        using var answer = await _emulator.SendAsync(request, context.RequestAborted);
        var text = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !IsOfOneHop(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (text.Length > 0)
        {
            await context.Response.WriteAsync(answer.IsSuccessStatusCode ? Poisoned(text) : text, context.RequestAborted);
        }
    }

    private string Poisoned(string json)
    {
        var answer = JsonNode.Parse(json)!;
        Poison(answer);
        return answer.ToJsonString();
    }

    private void Poison(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Poison(item);
            }
        }
        else if (node is JsonObject found)
        {
            foreach (var member in found.Select(member => member.Value).ToList())
            {
                Poison(member);
            }

            if (found.ContainsKey("Protocol"))
            {
                PoisonSession(found);
            }
            else if (found.ContainsKey("StreamClass"))
            {
                (found["Description"], found["StreamClass"]) = (Description(3), One(5));
            }
            else if (found.ContainsKey("RuntimeEnvironment"))
            {
                found["Description"] = Description(PlaceOf(found, _applicationPlaces));
            }
        }
    }

    private void PoisonSession(JsonObject session)
    {
        var place = PlaceOf(session, _sessionPlaces);
        if (place % OnePlainIn == 0)
        {
            return;
        }

        var isTurned = place % OnePlainIn == 1;
        session["UserId"] = isTurned ? $"{RightToLeft} {Share(place)}" : Share(place);
        if (session["Location"] is not null)
        {
            session["Location"] = One(place * 7);
        }

        // The others keep the reason: by it one whom we ended is known.
        if (!isTurned && session["StatusReason"] is not null)
        {
            session["StatusReason"] = One(place * 11);
        }

        if (session.ContainsKey("SessionLengthSeconds"))
        {
            session["Description"] = Description(place);
            session["LogFileLocationUri"] = One((place * 13) + 1);
            session["RoleArn"] = One((place * 13) + 2);
            session["AdditionalLaunchArgs"] = new JsonArray(One((place * 13) + 3), RightToLeft);
            session["AdditionalEnvironmentVariables"] = new JsonObject { [One((place * 13) + 4)] = Share(place) };
            session["ExportFilesMetadata"] = new JsonObject { ["Status"] = One((place * 13) + 5), ["OutputUri"] = One((place * 13) + 6) };
        }
    }

    /// <summary>In the order in which they were first told of: the texts of each stay what they are.</summary>
    private int PlaceOf(JsonObject found, Dictionary<string, int> places)
    {
        var arn = found["Arn"]!.GetValue<string>();
        lock (_gate)
        {
            places.TryAdd(arn, places.Count);
            return places[arn];
        }
    }

    private static string One(int place) => Clean(HostileTexts.All[place % HostileTexts.All.Count]);

    /// <summary>As many as it takes until all are shared out among the hostile sessions.</summary>
    private string Share(int place)
    {
        var hostile = _sessions - ((_sessions + OnePlainIn - 1) / OnePlainIn);
        var mine = place - (place / OnePlainIn) - 1;
        return Clean(string.Join(' ', HostileTexts.All.Where((_, index) => index % hostile == mine % hostile)));
    }

    private static string Description(int place)
    {
        var text = Clean($"{RightToLeft} {string.Join(' ', HostileTexts.All.Skip(place * 17 % 500).Take(12))}");
        return Clean(text[..Math.Min(text.Length, LongestDescription)]);
    }

    // In JSON half a surrogate pair is no text.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes());

    private static bool IsOfOneHop(string header) => OfOneHop.Contains(header, StringComparer.OrdinalIgnoreCase);
}
