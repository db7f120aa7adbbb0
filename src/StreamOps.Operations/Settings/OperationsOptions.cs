using System.ComponentModel.DataAnnotations;

namespace StreamOps.Operations.Settings;

/// <summary>Settings under <c>StreamOps</c> that belong to no single folder.</summary>
public sealed class OperationsOptions
{
    public const string Section = "StreamOps";

    /// <summary>The folder of the database, the keys and the lock. Empty or unset: a per-user folder.</summary>
    public string DataDirectory { get; set; } = DefaultDataDirectory();

    /// <summary>Whether every act is refused and only looking is allowed. Default false.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Days after which seen events are deleted, 1 to 3,650. Default 30.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>Days after which audit entries are cut, whole days of UTC at once, 0 to 3,650; 0 keeps them all. Default 0.</summary>
    [Range(0, 3650)]
    public int AuditRetentionDays { get; set; }

    internal static string DefaultDataDirectory() =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "StreamOps"
        );
}

/// <summary>The rules that the attributes state, each broken one reported.</summary>
[OptionsValidator]
internal sealed partial class OperationsOptionsRules : IValidateOptions<OperationsOptions>;
