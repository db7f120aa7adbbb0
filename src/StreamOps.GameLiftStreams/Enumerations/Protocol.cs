namespace Amazon.GameLiftStreams;

/// <summary>How a stream travels. Open: the service may add values.</summary>
public partial class Protocol(string value) : ConstantClass(value)
{
    /// <summary>WebRTC, to a browser.</summary>
    public static readonly Protocol WebRTC = new("WebRTC");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static Protocol FindValue(string value) => FindValue<Protocol>(value);

    public static implicit operator Protocol(string value) => FindValue(value);
}
