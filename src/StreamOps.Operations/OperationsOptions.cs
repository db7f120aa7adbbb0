using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace StreamOps.Operations;

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

    internal static string DefaultDataDirectory() =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "StreamOps"
        );
}

[OptionsValidator]
internal sealed partial class OperationsOptionsRules : IValidateOptions<OperationsOptions>;

/// <summary>Reports every wrong setting of <see cref="OperationsOptions"/> at once, each by its configuration key.</summary>
internal sealed class OperationsOptionsValidator : IValidateOptions<OperationsOptions>
{
    private static readonly OperationsOptionsRules Rules = new();

    public ValidateOptionsResult Validate(string? name, OperationsOptions options) =>
        Rules.Validate(name, options) is { Failed: true, Failures: { } failures }
            ? ValidateOptionsResult.Fail(failures.Select(WithKey))
            : ValidateOptionsResult.Success;

    private static string WithKey(string failure) =>
        failure.Replace($"{nameof(OperationsOptions)}.", $"{OperationsOptions.Section}:", StringComparison.Ordinal);
}
