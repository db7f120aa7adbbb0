namespace StreamOps.Emulator.Local;

/// <summary>A refused control call: its status and a sentence.</summary>
public sealed class ControlException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    public static ControlException Wrong(string message) => new(400, message);
}
