namespace Amazon.GameLiftStreams;

/// <summary>Status of an application. Open: the service may add values.</summary>
public partial class ApplicationStatus(string value) : ConstantClass(value)
{
    /// <summary>It is being deleted.</summary>
    public static readonly ApplicationStatus DELETING = new("DELETING");

    /// <summary>It could not be made ready.</summary>
    public static readonly ApplicationStatus ERROR = new("ERROR");

    /// <summary>It is on record; nothing has been copied yet.</summary>
    public static readonly ApplicationStatus INITIALIZED = new("INITIALIZED");

    /// <summary>Its files are being copied.</summary>
    public static readonly ApplicationStatus PROCESSING = new("PROCESSING");

    /// <summary>It can run.</summary>
    public static readonly ApplicationStatus READY = new("READY");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static ApplicationStatus FindValue(string value) => FindValue<ApplicationStatus>(value);

    public static implicit operator ApplicationStatus(string value) => FindValue(value);
}
