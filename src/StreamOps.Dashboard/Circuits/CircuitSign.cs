using Microsoft.JSInterop;

namespace StreamOps.Dashboard.Circuits;

/// <summary>What a page asks its circuit every few seconds: a connection may stand whose circuit is gone, or hangs, and nothing else tells the page.</summary>
public static class CircuitSign
{
    /// <summary>Says nothing: that it was answered, in the circuit's own turn, is the sign.</summary>
    [JSInvokable("Stands")]
    public static void Stands() { }
}
