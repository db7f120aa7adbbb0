using System.ComponentModel.DataAnnotations;

namespace StreamOps.Operations.Settings;

/// <summary>Settings under <c>StreamOps</c> that belong to no single folder.</summary>
public sealed class OperationsOptions
{
    public const string Section = "StreamOps";

    /// <summary>The folder of SQLite's database, the keys and the lock; with PostgreSQL nothing is kept there. Empty or unset: a per-user folder.</summary>
    public string DataDirectory { get; set; } = DefaultDataDirectory();

    /// <summary>What keeps rescues, links, episodes and the audit. Default <c>sqlite</c>; <c>postgres</c> needs <c>StreamOps:Postgres:ConnectionString</c>.</summary>
    public StoreKind Store { get; set; }

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

/// <summary>The databases that can be the store.</summary>
public enum StoreKind
{
    /// <summary>A file in the data directory.</summary>
    Sqlite,

    /// <summary>A database on a PostgreSQL server.</summary>
    Postgres,
}

/// <summary>The rules that the attributes state, each broken one reported.</summary>
[OptionsValidator]
internal sealed partial class OperationsOptionsRules : IValidateOptions<OperationsOptions>;
