namespace StreamOps.Dashboard.Keys;

/// <summary>Certificates that are named have to be there and open: keys in clear must not look like locked ones.</summary>
internal sealed class KeyOptionsRules : IValidateOptions<KeyOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyOptions options) =>
        KeyCertificates.Of(options).Faults is [_, ..] faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
