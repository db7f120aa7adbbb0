namespace Amazon.GameLiftStreams;

/// <summary>Kind of system an application runs on. Open: the service may add values.</summary>
public partial class RuntimeEnvironmentType(string value) : ConstantClass(value)
{
    /// <summary>Windows program on Linux, by Proton.</summary>
    public static readonly RuntimeEnvironmentType PROTON = new("PROTON");

    /// <summary>Ubuntu Linux.</summary>
    public static readonly RuntimeEnvironmentType UBUNTU = new("UBUNTU");

    /// <summary>Windows Server.</summary>
    public static readonly RuntimeEnvironmentType WINDOWS = new("WINDOWS");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static RuntimeEnvironmentType FindValue(string value) => FindValue<RuntimeEnvironmentType>(value);

    public static implicit operator RuntimeEnvironmentType(string value) => FindValue(value);
}
