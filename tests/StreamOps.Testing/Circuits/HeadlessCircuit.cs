using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace StreamOps.Testing.Circuits;

/// <summary>
/// A page without a browser: it loads the page, starts its circuit and acknowledges what is drawn. It sends what it likes, also for controls that its
/// page never showed.
/// </summary>
public sealed partial class HeadlessCircuit : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HubConnection _connection;
    private readonly Uri _page;
    private readonly Uri _root;
    private readonly Queue<int> _held = new();
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<long> _renderer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _answers = new(StringComparer.Ordinal);
    private readonly Lock _drawing = new();
    private readonly SortedDictionary<ulong, Listener> _listeners = [];
    private readonly StringBuilder _told = new();
    private int _calls;
    private int _asked;
    private int _objects;
    private int _batches;
    private ulong _highest;

    private HeadlessCircuit(Uri page, Uri root, CookieContainer cookies, HttpMessageHandler? handler)
    {
        (_page, _root) = (page, root);
        var builder = new HubConnectionBuilder().WithUrl(
            new Uri(root, "_blazor"),
            options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                if (handler is null)
                {
                    options.Cookies = cookies;
                    return;
                }

                options.HttpMessageHandlerFactory = _ => new Lent(handler);
                options.WebSocketFactory = async (context, cancellation) =>
                {
                    var socket = new ClientWebSocket();
                    await socket.ConnectAsync(context.Uri, new HttpMessageInvoker(handler, disposeHandler: false), cancellation);
                    return socket;
                };
            }
        );
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        _connection = builder.Build();
        _connection.ServerTimeout = TimeSpan.FromMinutes(2);
        _connection.On<int, byte[]>("JS.RenderBatch", AcknowledgeAsync);
        _connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", AnswerAsync);
        _connection.On<string>("JS.Error", Fail);
        _connection.On<string, bool, string>("JS.EndInvokeDotNet", (call, isDone, _) => Answered(call, isDone));
        _connection.Closed += _ =>
        {
            End();
            return Task.CompletedTask;
        };
    }

    /// <summary>What the server said went wrong.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>All that the server sent so far, drawings and calls of scripts, as text: what it never told is not in there.</summary>
    public string Told
    {
        get
        {
            lock (_drawing)
            {
                return _told.ToString();
            }
        }
    }

    /// <summary>How much was drawn so far.</summary>
    public int Batches => Volatile.Read(ref _batches);

    /// <summary>Completes when the server has ended the circuit, or the server or the client has closed the connection.</summary>
    public Task Closed => _closed.Task;

    /// <summary>
    /// Answers a call of a script before all else: its name and its arguments as JSON, to a value as JSON. Null, itself or from it, for what a browser with
    /// nothing stored in it would say.
    /// </summary>
    public Func<string, string, string?>? Script { get; set; }

    /// <summary>The circuit's secret: who has it may come back to the circuit after a lost connection.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Whether what it is told, and what listens, is kept once the page stands. Not by one of a crowd: it would hold, and cost, more than the server.</summary>
    public bool Remembers { get; set; } = true;

    /// <summary>Whether what is drawn is acknowledged: a browser that sleeps, or draws slowly, does not.</summary>
    public bool Acknowledges { get; set; } = true;

    /// <summary>How much was drawn and not acknowledged.</summary>
    public int Held
    {
        get
        {
            lock (_drawing)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>Hears of each batch, as it came.</summary>
    public Action<byte[]>? Drawn { get; set; }

    /// <summary>Opens a page and starts its circuit.</summary>
    /// <param name="page">Its address.</param>
    /// <param name="cookies">The browser's.</param>
    /// <exception cref="HttpRequestException">The page, or the connection, was refused.</exception>
    public static Task<HeadlessCircuit> OpenAsync(Uri page, CookieContainer cookies) => OpenAsync(page, cookies, script: null);

    /// <summary>Opens a page whose scripts answer as told: <see cref="Script"/>.</summary>
    public static Task<HeadlessCircuit> OpenAsync(Uri page, CookieContainer cookies, Func<string, string, string?>? script) =>
        OpenAsync(page, cookies, handler: null, circuit => circuit.Script = script);

    /// <summary>Opens a page whose requests go by what they are told.</summary>
    /// <param name="page">Its address.</param>
    /// <param name="cookies">The browser's.</param>
    /// <param name="handler">With the same cookies; the caller's.</param>
    /// <param name="drawn">Hears of each batch.</param>
    /// <param name="remembers">Whether it can be looked at and pressed afterwards: <see cref="Remembers"/>.</param>
    public static Task<HeadlessCircuit> OpenAsync(
        Uri page,
        CookieContainer cookies,
        HttpMessageHandler handler,
        Action<byte[]> drawn,
        bool remembers = true
    ) => OpenAsync(page, cookies, handler, circuit => (circuit.Drawn, circuit.Remembers) = (drawn, remembers));

    /// <summary>Starts a circuit with what was sent to another browser as its page.</summary>
    /// <param name="page">Its address.</param>
    /// <param name="cookies">Those of the browser that starts the circuit.</param>
    /// <param name="other">Those of the browser whose page it is.</param>
    public static async Task<HeadlessCircuit> OpenPageOfAsync(Uri page, CookieContainer cookies, CookieContainer other)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = other });
        return await BeginAsync(page, await client.GetStringAsync(page), cookies, handler: null, _ => { });
    }

    /// <summary>A connection as of a page, without a circuit of its own.</summary>
    public static Task<HeadlessCircuit> ConnectAsync(Uri page, CookieContainer cookies, HttpMessageHandler? handler = null) =>
        ConnectAsync(page, new Uri(page, "/"), cookies, handler);

    private static async Task<HeadlessCircuit> ConnectAsync(Uri page, Uri root, CookieContainer cookies, HttpMessageHandler? handler)
    {
        var circuit = new HeadlessCircuit(page, root, cookies, handler);
        await circuit._connection.StartAsync();
        return circuit;
    }

    /// <summary>Acknowledges what was held back, in one go, and from now on everything.</summary>
    public async Task CatchUpAsync()
    {
        int last;
        lock (_drawing)
        {
            Acknowledges = true;
            last = _held.LastOrDefault(-1);
            _held.Clear();
        }

        if (last >= 0)
        {
            await _connection.SendAsync("OnRenderCompleted", last, null);
        }
    }

    /// <summary>Asks to go on with a circuit that lost its connection.</summary>
    /// <returns>Whether the server gave it.</returns>
    public Task<bool> TakeUpAsync(string circuitId) => _connection.InvokeAsync<bool>("ConnectCircuit", circuitId);

    /// <summary>Asks to begin anew with what a circuit was.</summary>
    /// <returns>The new circuit; null when the server gave none.</returns>
    public Task<string?> ResumeAsync(string circuitId) =>
        _connection.InvokeAsync<string?>("ResumeCircuit", circuitId, _root.AbsoluteUri, _page.AbsoluteUri, "[]", "");

    /// <summary>Asks the server something that a page may not know of.</summary>
    public Task SendAsync(string method, params object?[] arguments) => _connection.SendCoreAsync(method, arguments);

    /// <summary>The connection is lost, without a word to the server.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<HeadlessCircuit> OpenAsync(
        Uri page,
        CookieContainer cookies,
        HttpMessageHandler? handler,
        Action<HeadlessCircuit> prepare
    )
    {
        using var client = new HttpClient(
            handler ?? new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies },
            disposeHandler: handler is null
        );
        return await BeginAsync(page, await client.GetStringAsync(page), cookies, handler, prepare);
    }

    private static async Task<HeadlessCircuit> BeginAsync(
        Uri page,
        string html,
        CookieContainer cookies,
        HttpMessageHandler? handler,
        Action<HeadlessCircuit> prepare
    )
    {
        var circuit = await ConnectAsync(page, new Uri(page, Base().Match(html).Groups["address"].Value), cookies, handler);
        prepare(circuit);
        try
        {
            await circuit.StartAsync(html);
            return circuit;
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync(string html)
    {
        Id =
            await _connection.InvokeAsync<string?>("StartCircuit", _root.AbsoluteUri, _page.AbsoluteUri, "[]", "")
            ?? throw new HttpRequestException("The server starts no circuit.");
        var operations = Marker()
            .Matches(html)
            .Select(
                (match, at) =>
                    new
                    {
                        type = "add",
                        ssrComponentId = at + 1,
                        marker = JsonNode.Parse(match.Groups["json"].ValueSpan.ToString()),
                    }
            );
        var state = State().Match(html).Groups["state"].Value;
        await _connection.SendAsync("UpdateRootComponents", JsonSerializer.Serialize(new { batchId = 1, operations }), state);
        await _drawn.Task.WaitAsync(Patience);
    }

    /// <summary>
    /// The server ends the circuit. It says so once, lets the page close the connection, and answers nothing of what it was sent before: who waited for that would
    /// wait without end.
    /// </summary>
    private void Fail(string message)
    {
        Errors.Enqueue(message);
        End();
    }

    private void End()
    {
        _closed.TrySetResult();
        foreach (var call in _answers.Keys)
        {
            Answered(call, isDone: false);
        }
    }

    private void Answered(string call, bool isDone)
    {
        if (_answers.TryRemove(call, out var answer))
        {
            answer.TrySetResult(isDone);
        }
    }

    private async Task AcknowledgeAsync(int batch, byte[] edits)
    {
        if (Remembers || !_drawn.Task.IsCompleted)
        {
            Remember(edits);
        }

        Interlocked.Increment(ref _batches);
        Drawn?.Invoke(edits);
        // What comes first is the page's head, in which nothing listens.
        if (!_drawn.Task.IsCompleted && Clicks().Length > 0)
        {
            _drawn.TrySetResult();
        }

        lock (_drawing)
        {
            if (!Remembers && _drawn.Task.IsCompleted)
            {
                _listeners.Clear();
            }

            if (!Acknowledges)
            {
                _held.Enqueue(batch);
                return;
            }
        }

        await _connection.SendAsync("OnRenderCompleted", batch, null);
    }

    private void Remember(byte[] edits)
    {
        var drawn = new DrawnBatch(edits);
        lock (_drawing)
        {
            if (Remembers)
            {
                _told.AppendLine(Encoding.UTF8.GetString(edits));
            }

            // What a batch draws twice is drawn and gone in one: so the gone go last.
            var gone = drawn.Disposed().ToList();
            foreach (var listener in drawn.Listeners())
            {
                // A new handler at an element that stands: the element is that of the one it takes the place of, both in the order of the page.
                var before = listener.IsInPlace
                    ? gone.Select(handler => _listeners.GetValueOrDefault(handler)).FirstOrDefault(one => one?.Event == listener.Event)
                    : null;
                _ = before is not null && gone.Remove(before.Handler) && _listeners.Remove(before.Handler);
                _listeners[listener.Handler] = before is null ? listener : before with { Handler = listener.Handler };
                _highest = Math.Max(_highest, listener.Handler);
            }

            gone.ForEach(handler => _listeners.Remove(handler));
        }
    }

    // Scripts are answered as a browser with nothing stored in it would.
    private async Task AnswerAsync(long call, string identifier, string arguments, int resultType, long target, int callType)
    {
        if (Remembers)
        {
            lock (_drawing)
            {
                _told.Append(identifier).AppendLine(arguments);
            }
        }

        if (identifier.EndsWith("attachWebRendererInterop", StringComparison.Ordinal))
        {
            var reference = JsonNode.Parse(arguments)!.AsArray().OfType<JsonObject>().First(node => node.ContainsKey("__dotNetObject"));
            _renderer.TrySetResult(reference["__dotNetObject"]!.GetValue<long>());
        }

        if (call == 0)
        {
            return;
        }

        Interlocked.Increment(ref _asked);
        var value = resultType switch
        {
            _ when Script?.Invoke(identifier, arguments) is { } told => told,
            1 => $$"""{"__jsObjectId":{{Interlocked.Increment(ref _objects)}}}""",
            _ when identifier is "mudpopoverHelper.countProviders" => "1",
            // MudBlazor looks whether its own script is there.
            _ when identifier is "window.hasOwnProperty" => "true",
            _ when identifier is "systemIsDark" => "false",
            _ => "null",
        };
        await _connection.SendAsync("EndInvokeJSFromDotNet", call, true, $"[{call},true,{value}]");
    }

    /// <summary>A handler that outlives whoever it is lent to.</summary>
    private sealed class Lent(HttpMessageHandler handler) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _invoker = new(handler, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _invoker.SendAsync(request, cancellationToken);
    }

    [GeneratedRegex("<!--Blazor:(?<json>\\{\"type\".*?\\})-->", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1_000)]
    private static partial Regex State();

    [GeneratedRegex("<base href=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Base();
}
