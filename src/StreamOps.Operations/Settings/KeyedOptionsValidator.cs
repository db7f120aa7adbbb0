namespace StreamOps.Operations.Settings;

/// <summary>Reports every wrong setting at once, each by its configuration key instead of its property.</summary>
/// <param name="rules">The rules that the attributes state.</param>
/// <param name="section">Where the settings stand, as <c>StreamOps:Live</c>.</param>
internal sealed class KeyedOptionsValidator<T>(IValidateOptions<T> rules, string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options) =>
        rules.Validate(name, options) is { Failed: true, Failures: { } failures }
            ? ValidateOptionsResult.Fail(failures.Select(WithKey))
            : ValidateOptionsResult.Success;

    private string WithKey(string failure) => failure.Replace($"{typeof(T).Name}.", $"{section}:", StringComparison.Ordinal);
}
