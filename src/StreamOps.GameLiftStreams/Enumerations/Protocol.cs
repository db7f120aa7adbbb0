using Amazon.Runtime;

namespace Amazon.GameLiftStreams;

/// <summary>How a stream travels. Open: the service may add values.</summary>
public partial class Protocol : ConstantClass
{
    /// <summary>WebRTC, to a browser.</summary>
    public static readonly Protocol WebRTC = new("WebRTC");

    /// <summary>The value with this text, new if it is not a known one.</summary>
    public Protocol(string value)
        : base(value) { }

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static Protocol FindValue(string value) => FindValue<Protocol>(value);

    /// <summary>The same as <see cref="FindValue(string)"/>.</summary>
    public static implicit operator Protocol(string value) => FindValue(value);
}
