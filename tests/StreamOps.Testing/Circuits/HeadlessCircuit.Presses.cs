using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace StreamOps.Testing.Circuits;

// What a page's hands do, and what they find to do it to.
public sealed partial class HeadlessCircuit
{
    /// <summary>What a browser says of a click.</summary>
    private const string Click =
        """{"detail":1,"screenX":0,"screenY":0,"clientX":0,"clientY":0,"offsetX":0,"offsetY":0,"pageX":0,"pageY":0,"movementX":0,"movementY":0,"button":0,"buttons":0,"ctrlKey":false,"shiftKey":false,"altKey":false,"metaKey":false,"type":"click"}""";

    /// <summary>A number that no listener ever has. To press it is answered in its turn: the server has then come past all that it was sent before.</summary>
    private const ulong Nothing = 0;

    /// <summary>The highest number by which the page was told of something that listens, gone or not.</summary>
    public ulong Highest
    {
        get
        {
            lock (_drawing)
            {
                return _highest;
            }
        }
    }

    /// <summary>Whether something on the page has this attribute and listens.</summary>
    public bool Listens(string attribute) => HandlerOf(attribute) is not null;

    /// <summary>Presses what has an attribute, whatever a browser would say to that: also what is disabled.</summary>
    /// <param name="attribute">As <c>data-revoke-link</c>.</param>
    /// <returns>Whether the page did something with it, and no error.</returns>
    /// <exception cref="InvalidOperationException">Nothing on the page has it.</exception>
    public Task<bool> PressAsync(string attribute) =>
        PressAsync(HandlerOf(attribute) ?? throw new InvalidOperationException($"Nothing listens at {attribute}."));

    /// <summary>Presses each thing on the page once, one after the other.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> PressEverythingAsync()
    {
        // A press that draws gives everything a new number: what was pressed is known by its place.
        var place = 0;
        for (; place < Clicks().Length; place++)
        {
            await PressAsync(Clicks()[place].Handler);
        }

        return place;
    }

    /// <summary>Whether something on the page has an attribute of this value, and listens for an event such as <c>change</c>.</summary>
    public bool Listens(string @event, string attribute, string value) => HandlerOf(@event, attribute, value) is not null;

    /// <summary>Checks the box that has an attribute of this value.</summary>
    public Task<bool> CheckAsync(string attribute, string value) =>
        DispatchAsync(Needed(HandlerOf("change", attribute, value), attribute), "change", """{"value":true}""");

    /// <summary>Presses what has an attribute of this value.</summary>
    public Task<bool> PressAsync(string attribute, string value) => PressAsync(Needed(HandlerOf("click", attribute, value), attribute));

    /// <summary>Presses what the server knows by a number.</summary>
    public Task<bool> PressAsync(ulong handler) => DispatchAsync(handler, "click", Click);

    /// <summary>Presses a number, whatever the page was told of it; but not what listens for another event than a click, which would only break.</summary>
    /// <remarks>
    /// One number waits for what came of the one before. Were all of them sent at once, the server would draw under them, so that they hit what the page does not
    /// know yet to listen for another event: that ends the page, and what is sent to its end is tried on nothing.
    /// </remarks>
    /// <returns>Completes when the press is over; one that asks something is not until it is answered.</returns>
    public async Task<Task<bool>> PressNumberAsync(ulong number)
    {
        if (Closed.IsCompleted || ListensForOther(number))
        {
            return Task.FromResult(false);
        }

        try
        {
            var press = await BeginAsync(number, "click", Click);
            // What the press drew at once is here by then, whether or not it is over.
            await PressAsync(Nothing);
            return press;
        }
        catch (InvalidOperationException) when (_connection.State != HubConnectionState.Connected)
        {
            // The server had enough of it.
            return Task.FromResult(false);
        }
    }

    /// <summary>Waits until the page's scripts have answered all that they were asked, and are asked no more.</summary>
    public async Task SettleAsync()
    {
        try
        {
            for (var asked = -1; asked != Volatile.Read(ref _asked) && !Closed.IsCompleted; )
            {
                asked = Volatile.Read(ref _asked);
                await PressAsync(Nothing);
            }
        }
        catch (InvalidOperationException) when (_connection.State != HubConnectionState.Connected)
        {
            // There is no page any more.
        }
    }

    /// <summary>How many things on the page have an attribute of this value, and listen for an event such as <c>click</c>.</summary>
    public int Count(string @event, string attribute, string value)
    {
        lock (_drawing)
        {
            return _listeners.Values.Count(listener =>
                listener.Event == $"on{@event}" && listener.Attributes.GetValueOrDefault(attribute) == value
            );
        }
    }

    /// <summary>Types into the field that has an attribute of this value.</summary>
    /// <param name="event">What it listens for: <c>input</c> with each letter, or <c>change</c> once it is left.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="value">Its value.</param>
    /// <param name="text">What then stands in the field.</param>
    public Task<bool> TypeAsync(string @event, string attribute, string value, string text) =>
        DispatchAsync(Needed(HandlerOf(@event, attribute, value), attribute), @event, JsonSerializer.Serialize(new { value = text }));

    /// <summary>Sends the form that has an attribute of this value.</summary>
    public Task<bool> SubmitAsync(string attribute, string value) =>
        DispatchAsync(Needed(HandlerOf("submit", attribute, value), attribute), "submit", "{}");

    /// <summary>Calls what the server lets scripts call, as a page's own script does.</summary>
    /// <param name="method">By its name.</param>
    /// <param name="target">The number of the object that has it; 0 for what belongs to none.</param>
    /// <param name="arguments">As JSON, in brackets.</param>
    /// <param name="assembly">Where it stands, if it belongs to no object; null else.</param>
    /// <returns>Whether there was such a thing, and it was done.</returns>
    public async Task<bool> InvokeAsync(string method, long target, string arguments, string? assembly = null) =>
        await (await CallAsync(method, target, arguments, assembly)).WaitAsync(Patience);

    private async Task<bool> DispatchAsync(ulong handler, string @event, string arguments) =>
        await (await BeginAsync(handler, @event, arguments)).WaitAsync(Patience);

    /// <summary>Sends an event.</summary>
    /// <returns>Completes when the server is done with it.</returns>
    private async Task<Task<bool>> BeginAsync(ulong handler, string @event, string arguments)
    {
        var descriptor = $$"""{"eventHandlerId":{{handler}},"eventName":"{{@event}}","eventFieldInfo":null}""";
        return await CallAsync(
            "DispatchEventAsync",
            await _renderer.Task.WaitAsync(Patience),
            $"[{descriptor},{arguments}]",
            assembly: null
        );
    }

    private async Task<Task<bool>> CallAsync(string method, long target, string arguments, string? assembly)
    {
        var call = $"{Interlocked.Increment(ref _calls)}";
        var answer = _answers[call] = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _connection.SendAsync("BeginInvokeDotNetFromJS", call, assembly, method, target, arguments);
        return answer.Task;
    }

    private bool ListensForOther(ulong number)
    {
        lock (_drawing)
        {
            return _listeners.TryGetValue(number, out var listener) && listener.Event != "onclick";
        }
    }

    private Listener[] Clicks()
    {
        lock (_drawing)
        {
            return [.. _listeners.Values.Where(listener => listener.Event == "onclick")];
        }
    }

    private ulong? HandlerOf(string attribute) => Clicks().LastOrDefault(listener => listener.Attributes.ContainsKey(attribute))?.Handler;

    private ulong? HandlerOf(string @event, string attribute, string value)
    {
        lock (_drawing)
        {
            return _listeners
                .Values.LastOrDefault(listener =>
                    listener.Event == $"on{@event}" && listener.Attributes.GetValueOrDefault(attribute) == value
                )
                ?.Handler;
        }
    }

    private static ulong Needed(ulong? handler, string attribute) =>
        handler ?? throw new InvalidOperationException($"Nothing listens at {attribute}.");
}
