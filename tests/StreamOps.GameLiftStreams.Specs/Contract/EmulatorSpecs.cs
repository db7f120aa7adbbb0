using System.Net.Http.Json;
using Amazon.GameLiftStreams;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using StreamOps.Emulator;
using StreamOps.Emulator.Settings;

namespace StreamOps.GameLiftStreams.Specs.Contract;

/// <summary>The contract, held by the emulator over real HTTP with signed requests.</summary>
public sealed class EmulatorSpecs(EmulatorFixture emulator) : GameLiftStreamsSpecs(emulator), IClassFixture<EmulatorFixture>;

/// <summary>An emulator of its own on a free port, steered by its control calls as anyone would.</summary>
public sealed class EmulatorFixture : ControlledWorld
{
    private readonly WebApplication _app = EmulatorApp.Build(new EmulatorOptions { Urls = "http://127.0.0.1:0", Scenario = "quiet" });
    private readonly HttpClient _control = new();
    private AmazonGameLiftStreamsClient? _client;

    public override IAmazonGameLiftStreams Client => _client ?? throw new InvalidOperationException("The emulator has not started.");

    public override async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _control.BaseAddress = EmulatorApp.BaseAddress(_app);
        _client = new AmazonGameLiftStreamsClient(
            new BasicAWSCredentials("emulator", "emulator"),
            new AmazonGameLiftStreamsConfig { ServiceURL = _control.BaseAddress.ToString(), AuthenticationRegion = "us-west-2" }
        );
    }

    public override async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _control.Dispose();
        await _app.DisposeAsync();
    }

    public override async Task ResetAsync()
    {
        await CallAsync(HttpMethod.Put, "/_emulator/faults", Array.Empty<object>());
        await CallAsync(HttpMethod.Post, "/_emulator/reset", new { scenario = "quiet", seed = 1 });
    }

    public override Task LoseClientAsync(string streamSessionId) =>
        CallAsync(HttpMethod.Post, $"/_emulator/streamsessions/{streamSessionId}/drop", new { });

    public override Task RefuseAsync(string operation, int statusCode, string errorCode) =>
        CallAsync(
            HttpMethod.Put,
            "/_emulator/faults",
            new[]
            {
                new
                {
                    operation,
                    kind = "error",
                    probability = 1,
                    statusCode,
                    errorCode,
                },
            }
        );

    private async Task CallAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await _control.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
