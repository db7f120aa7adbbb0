using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>Something that hands at a page bring about.</summary>
/// <param name="Act">As the desks ask for it.</param>
/// <param name="Page">Where it is done.</param>
internal sealed record ActByCircuit(DeskAct Act, ScenePage Page)
{
    /// <summary>What stands before the page is opened.</summary>
    public Func<CircuitScene, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    /// <summary>What the hands do. Where there is nothing to press it breaks off with an <see cref="InvalidOperationException"/>.</summary>
    public Func<CircuitScene, Task> Press { get; init; } = _ => Task.CompletedTask;

    /// <summary>Whether it is done, by this person where it has an owner.</summary>
    public required Func<CircuitScene, Task<bool>> HasHappened { get; init; }

    /// <summary>The word by which the audit keeps that it was refused, where the page has to ask for it; empty where the press ends at the page.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>Whether it is done, for what can be seen at once.</summary>
    public static Func<CircuitScene, Task<bool>> Once(Func<CircuitScene, bool> isSo) => scene => Task.FromResult(isSo(scene));
}
