namespace StreamOps.Emulator.Local;

/// <summary>A refused call of this machine: its status and a sentence.</summary>
public sealed class LocalCallException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    public static LocalCallException Wrong(string message) => new(400, message);
}
