namespace StreamOps.Operations.Audit;

/// <summary>The address of the client that asked for what is done now: set where a request or a connection comes in, and carried along by all that follows from it.</summary>
public static class AskedFrom
{
    private static readonly AsyncLocal<string?> Current = new();

    /// <summary>As <c>192.0.2.7</c>; null where nobody's browser asked.</summary>
    public static string? Address
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
