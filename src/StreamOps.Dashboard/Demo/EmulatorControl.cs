using StreamOps.Emulator.Control;
using StreamOps.Emulator.Faults;
using StreamOps.Emulator.Local;

namespace StreamOps.Dashboard.Demo;

/// <summary>The stage's hand on the emulator: its control calls, over HTTP like anybody's.</summary>
internal sealed class EmulatorControl(EmbeddedEmulator emulator) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri(emulator.Address, "/_emulator/"),
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Where the game's pages are.</summary>
    public Uri Address => emulator.Address;

    /// <summary>The faults in force.</summary>
    /// <exception cref="EmulatorRefusedException">As for every call here.</exception>
    public Task<IReadOnlyList<FaultRule>> FaultsAsync(CancellationToken cancellationToken) =>
        SendAsync<IReadOnlyList<FaultRule>>(HttpMethod.Get, "faults", body: null, cancellationToken);

    /// <summary>Puts these faults in the place of all others.</summary>
    public Task<IReadOnlyList<FaultRule>> SetFaultsAsync(IReadOnlyList<FaultRule> rules, CancellationToken cancellationToken) =>
        SendAsync<IReadOnlyList<FaultRule>>(HttpMethod.Put, "faults", rules, cancellationToken);

    /// <summary>Cuts one session's client off.</summary>
    public Task DropAsync(string sessionId, CancellationToken cancellationToken) =>
        SendAsync<SessionAnswer>(HttpMethod.Post, $"streamsessions/{sessionId}/drop", body: null, cancellationToken);

    /// <summary>Cuts clients in one location off.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DropManyAsync(int count, string location, CancellationToken cancellationToken)
    {
        var body = new DropRequest(count, location);
        return (await SendAsync<DroppedAnswer>(HttpMethod.Post, "streamsessions/drop", body, cancellationToken)).StreamSessionIds.Count;
    }

    /// <summary>The player of the stage leaves the game for good, whatever fault is in force.</summary>
    public Task EndAsync(string sessionId, CancellationToken cancellationToken) =>
        SendAsync<SessionAnswer>(HttpMethod.Post, $"streamsessions/{sessionId}/end", body: null, cancellationToken);

    /// <summary>Begins another evening; no fault is in force then.</summary>
    public Task ResetAsync(string scenario, int seed, CancellationToken cancellationToken) =>
        SendAsync<WorldAnswer>(HttpMethod.Post, "reset", new ResetRequest(scenario, seed), cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: LocalJson.Options);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                var refusal = await response.Content.ReadFromJsonAsync<ErrorAnswer>(LocalJson.Options, cancellationToken);
                throw new EmulatorRefusedException(refusal?.Message ?? "The emulator refused.");
            }

            return (await response.Content.ReadFromJsonAsync<T>(LocalJson.Options, cancellationToken))!;
        }
        catch (Exception exception)
            when (exception is HttpRequestException || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested
            )
        {
            throw new EmulatorRefusedException("The emulator does not answer.", exception);
        }
    }
}

/// <summary>The emulator did not do it; the message is a sentence.</summary>
public sealed class EmulatorRefusedException(string message, Exception? inner = null) : Exception(message, inner);
