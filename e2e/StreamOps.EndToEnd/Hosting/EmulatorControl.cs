using System.Net.Http.Json;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>The calls under <c>/_emulator/</c>; each is in effect when its answer arrives.</summary>
public sealed class EmulatorControl(HttpClient http, string address)
{
    /// <summary>Replaces the world by connected sessions to which nothing happens by itself.</summary>
    public Task PopulateAsync(int streamGroups, int sessionsPerGroup, int connectionTimeoutSeconds) =>
        SendAsync<object>(
            HttpMethod.Post,
            "populate",
            new
            {
                streamGroups,
                sessionsPerGroup,
                connectionTimeoutSeconds,
            }
        );

    /// <summary>One connected session loses its client.</summary>
    /// <returns>The session's id.</returns>
    public async Task<string> DropAnyAsync() => (await DropAsync(1))[0];

    /// <summary>So many connected sessions lose their clients.</summary>
    public async Task<IReadOnlyList<string>> DropAsync(int count) =>
        (await SendAsync<Dropped>(HttpMethod.Post, "streamsessions/drop", new { count })).StreamSessionIds;

    /// <summary>This connected session loses its client.</summary>
    public Task DropAsync(string sessionId) => SendAsync<object>(HttpMethod.Post, $"streamsessions/{sessionId}/drop", new { });

    /// <summary>From now on these faults, and no others.</summary>
    public Task FaultAsync(params Fault[] faults) => SendAsync<object>(HttpMethod.Put, "faults", faults);

    /// <summary>Turns these switches; all others stay.</summary>
    public Task SetAsync(object switches) => SendAsync<object>(HttpMethod.Put, "switches", switches);

    /// <summary>The status of a session in the API's word.</summary>
    public async Task<string> StatusAsync(string sessionId) => (await StandingAsync(sessionId)).Status;

    /// <summary>The session's full name, which says its stream group.</summary>
    public async Task<string> ArnAsync(string sessionId) => (await StandingAsync(sessionId)).Arn;

    /// <summary>A file of the game's pages, as text.</summary>
    public Task<string> ReadFileAsync(string path) =>
        http.GetStringAsync(new Uri($"{address}/_emulator/{path}"), TestContext.Current.CancellationToken);

    public Task MendAsync() => SendAsync<object>(HttpMethod.Delete, "faults", body: null);

    /// <summary>What happened since a number of the ledger.</summary>
    public Task<LedgerPage> LedgerAsync(long since = 0) => SendAsync<LedgerPage>(HttpMethod.Get, $"ledger?since={since}", body: null);

    private Task<Standing> StandingAsync(string sessionId) =>
        SendAsync<Standing>(HttpMethod.Get, $"client/sessions/{sessionId}", body: null);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{address}/_emulator/{path}"));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"{method} {path} was refused: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}"
            );
        }

        return (await response.Content.ReadFromJsonAsync<T>(TestContext.Current.CancellationToken))!;
    }

    private sealed record Standing(string Status, string Arn);

    private sealed record Dropped(IReadOnlyList<string> StreamSessionIds);
}

/// <summary>What goes wrong with an operation.</summary>
/// <param name="Operation">The API operation, or <c>*</c>.</param>
/// <param name="Kind"><c>throttle</c>, <c>error</c>, <c>latency</c>, <c>reset</c> or <c>garbage</c>.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="LatencyMs">How long the call waits first, in milliseconds.</param>
/// <param name="StatusCode">The error's own; null for the emulator's.</param>
/// <param name="ErrorCode">The error's own; null for the emulator's.</param>
public sealed record Fault(
    string Operation,
    string Kind,
    double Probability = 1,
    double LatencyMs = 0,
    int? StatusCode = null,
    string? ErrorCode = null
);

/// <summary>The emulator's own record: every call, every change of a status.</summary>
public sealed record LedgerPage(long LastSeq, IReadOnlyList<LedgerCall> Calls, IReadOnlyList<LedgerTransition> Transitions)
{
    public IEnumerable<LedgerCall> CallsOf(string operation, string sessionId) =>
        Calls.Where(call => call.Operation == operation && call.StreamSessionId == sessionId);

    public IEnumerable<LedgerTransition> TransitionsTo(string status, string sessionId) =>
        Transitions.Where(transition => transition.To == status && transition.StreamSessionId == sessionId);
}

/// <summary>One call as it was answered.</summary>
public sealed record LedgerCall(
    long Seq,
    DateTimeOffset At,
    string Operation,
    int StatusCode,
    string? ErrorCode,
    string? ClientToken,
    string? StreamSessionId
);

/// <summary>One change of a session's status.</summary>
public sealed record LedgerTransition(long Seq, DateTimeOffset At, string StreamSessionId, string? From, string To, string? Reason);
