using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;

namespace StreamOps.Reliability.Programs;

/// <summary>The emulator's control calls; each is in effect when its answer arrives.</summary>
public sealed class EmulatorControl(string address) : IDisposable
{
    /// <summary>The operation that brings a player back.</summary>
    public const string Connect = "CreateStreamSessionConnection";

    private readonly HttpClient _http = new() { BaseAddress = new Uri($"{address}/_emulator/") };
    private readonly List<LedgerCall> _calls = [];
    private readonly List<LedgerTransition> _transitions = [];
    private readonly ConcurrentDictionary<string, string> _statuses = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private long _seen;
    private long _counted;

    /// <summary>Every connection asked for, and every change of a status, that <see cref="ReadLedgerAsync"/> has read.</summary>
    public (IReadOnlyList<LedgerCall> Calls, IReadOnlyList<LedgerTransition> Transitions) Ledger => ([.. _calls], [.. _transitions]);

    /// <summary>The status that the ledger, as far as it was read, says last of a session; null when it says none.</summary>
    public string? LastStatusOf(string session) => _statuses.GetValueOrDefault(session);

    /// <summary>A world of connected sessions, so many in each stream group, to which nothing happens by itself.</summary>
    public Task PopulateAsync(int sessions, int connectionTimeoutSeconds, int streamGroups = 1) =>
        SendAsync(
            HttpMethod.Post,
            "populate",
            new
            {
                streamGroups,
                sessionsPerGroup = sessions,
                connectionTimeoutSeconds,
            }
        );

    /// <summary>So many connected sessions lose their players.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<string>> DropAsync(int count)
    {
        using var response = await _http.PostAsJsonAsync(new Uri("streamsessions/drop", UriKind.Relative), new { count });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Dropped>())!.StreamSessionIds;
    }

    /// <summary>This connected session loses its player.</summary>
    public Task DropAsync(string session) => SendAsync(HttpMethod.Post, $"streamsessions/{session}/drop", new { });

    /// <summary>Ends a session, as a terminate call does.</summary>
    public Task EndAsync(string session) => SendAsync(HttpMethod.Post, $"streamsessions/{session}/end", new { });

    /// <summary>Calls of one operation that the emulator has answered, since it was last asked.</summary>
    public async Task<int> CountCallsAsync(string operation)
    {
        var page = await _http.GetFromJsonAsync<LedgerPage>(new Uri($"ledger?since={_counted}", UriKind.Relative));
        _counted = page!.LastSeq;
        return page.Calls.Count(call => call.Operation == operation);
    }

    /// <summary>The player's browser, which has its answer, reaches the session.</summary>
    /// <returns>Whether the session took it now.</returns>
    public async Task<bool> ConnectAsync(string session)
    {
        using var response = await _http.PostAsync(new Uri($"streamsessions/{session}/connect", UriKind.Relative), content: null);
        return response.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>From now on these faults, and no others.</summary>
    public Task FaultAsync(params object[] faults) => SendAsync(HttpMethod.Put, "faults", faults);

    /// <summary>Turns switches; all others stay.</summary>
    public Task SetAsync(object switches) => SendAsync(HttpMethod.Put, "switches", switches);

    /// <summary>Reads what happened since the last time.</summary>
    public async Task ReadLedgerAsync()
    {
        await _reading.WaitAsync();
        try
        {
            var page = await _http.GetFromJsonAsync<LedgerPage>(new Uri($"ledger?since={_seen}", UriKind.Relative));
            _calls.AddRange(page!.Calls.Where(call => call.Operation == Connect));
            _transitions.AddRange(page.Transitions);
            foreach (var transition in page.Transitions)
            {
                _statuses[transition.StreamSessionId] = transition.To;
            }

            _seen = page.LastSeq;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _reading.Dispose();
    }

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var response = await _http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {path} was refused: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private sealed record Dropped(IReadOnlyList<string> StreamSessionIds);

    private sealed record LedgerPage(long LastSeq, IReadOnlyList<LedgerCall> Calls, IReadOnlyList<LedgerTransition> Transitions);
}

/// <summary>A connection that was asked for.</summary>
/// <param name="Seq">Its place in the ledger.</param>
/// <param name="Operation">The API's name.</param>
/// <param name="StatusCode">0 where the connection was cut before any effect.</param>
/// <param name="ClientToken">The attempt's.</param>
/// <param name="StreamSessionId">The session's id.</param>
public sealed record LedgerCall(long Seq, string Operation, int StatusCode, string? ClientToken, string? StreamSessionId);

/// <summary>A change of a session's status.</summary>
public sealed record LedgerTransition(long Seq, string StreamSessionId, string? From, string To)
{
    /// <summary>When, by the machine's clock.</summary>
    public DateTimeOffset At { get; init; }
}
