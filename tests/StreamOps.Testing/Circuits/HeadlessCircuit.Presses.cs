using Microsoft.AspNetCore.SignalR.Client;

namespace StreamOps.Testing.Circuits;

// What a page's hands do, and what they find to do it to.
public sealed partial class HeadlessCircuit
{
    /// <summary>What a browser says of a click.</summary>
    private const string Click =
        """{"detail":1,"screenX":0,"screenY":0,"clientX":0,"clientY":0,"offsetX":0,"offsetY":0,"pageX":0,"pageY":0,"movementX":0,"movementY":0,"button":0,"buttons":0,"ctrlKey":false,"shiftKey":false,"altKey":false,"metaKey":false,"type":"click"}""";

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
