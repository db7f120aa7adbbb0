namespace Amazon.GameLiftStreams;

/// <summary>Why an application is in error. Open: the service may add values.</summary>
public partial class ApplicationStatusReason(string value) : ConstantClass(value)
{
    /// <summary>Its files may not be read.</summary>
    public static readonly ApplicationStatusReason AccessDenied = new("accessDenied");

    /// <summary>The service failed.</summary>
    public static readonly ApplicationStatusReason InternalError = new("internalError");

    /// <summary>Its files changed while they were copied.</summary>
    public static readonly ApplicationStatusReason SourceModified = new("sourceModified");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static ApplicationStatusReason FindValue(string value) => FindValue<ApplicationStatusReason>(value);

    public static implicit operator ApplicationStatusReason(string value) => FindValue(value);
}
