// A renderer cannot be written without them, and another version of the framework may want another one.
#pragma warning disable BL0006
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace StreamOps.Dashboard.Tests.Rescue;

/// <summary>Draws for a browser that takes its time: until it has what was drawn, a button that was drawn away may still be pressed, and is heard.</summary>
internal sealed class LateBrowser(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
{
    private readonly Dictionary<string, ulong> _presses = new(StringComparer.Ordinal);
    private TaskCompletionSource? _way;

    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    /// <summary>What broke the page.</summary>
    public List<Exception> Faults { get; } = [];

    /// <summary>Draws a component as the page.</summary>
    /// <returns>How it is drawn again, with other parameters.</returns>
    public Func<IReadOnlyDictionary<string, object?>, Task> Open<TComponent>()
        where TComponent : IComponent
    {
        var id = AssignRootComponentId(InstantiateComponent(typeof(TComponent)));
        return parameters =>
            Dispatcher.InvokeAsync(() => _ = RenderRootComponentAsync(id, ParameterView.FromDictionary(parameters.ToDictionary())));
    }

    /// <summary>From now on what is drawn is on its way.</summary>
    public void Delay() => _way = new TaskCompletionSource();

    /// <summary>All that is on its way has come.</summary>
    public Task ArriveAsync() => Dispatcher.InvokeAsync(() => _way?.SetResult());

    /// <summary>Presses the button that was drawn last with a mark, whether or not it was drawn away since.</summary>
    public Task PressAsync(string mark) => Dispatcher.InvokeAsync(() => DispatchEventAsync(_presses[mark], null, new MouseEventArgs()));

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
    {
        var mark = "";
        foreach (var frame in renderBatch.ReferenceFrames.Array.Take(renderBatch.ReferenceFrames.Count))
        {
            if (frame.FrameType == RenderTreeFrameType.Element)
            {
                mark = "";
            }
            else if (frame.FrameType == RenderTreeFrameType.Attribute && frame.AttributeEventHandlerId > 0)
            {
                _presses[mark] = frame.AttributeEventHandlerId;
            }
            else if (frame.FrameType == RenderTreeFrameType.Attribute && frame.AttributeName.StartsWith("data-", StringComparison.Ordinal))
            {
                mark = frame.AttributeName;
            }
        }

        return _way?.Task ?? Task.CompletedTask;
    }

    protected override void HandleException(Exception exception) => Faults.Add(exception);
}
