using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Keys;

/// <summary>Certificates that are named have to be there and open, and keys of AWS KMS to be named whole: keys in clear must not look like locked ones.</summary>
internal sealed class KeyOptionsRules(IConfiguration configuration) : IValidateOptions<KeyOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyOptions options)
    {
        List<string> faults =
        [
            .. ListSetting.Faults(configuration.GetSection(KeyOptions.Section).GetChildren()),
            .. KeyCertificates.Of(options).Faults,
            .. OfKms(options),
        ];
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> OfKms(KeyOptions options)
    {
        if (options.KmsKey.Length > 0 && options.CertificateFile.Length + options.CertificateThumbprint.Length > 0)
        {
            yield return Wrong(
                nameof(options.KmsKey),
                "and a certificate are both set. Set one of the two: what the certificate locked is opened by OldCertificateFiles."
            );
        }

        if (options.KmsKey.Length > 0 && !KmsAddress.IsKey(options.KmsKey))
        {
            yield return Wrong(
                nameof(options.KmsKey),
                "must be a key's ARN, as arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab."
            );
        }

        if (options.OldKeys.Any(key => !KmsAddress.IsKey(key)))
        {
            yield return Wrong(nameof(options.OldKmsKeys), "must be ARNs of keys, separated by semicolons.");
        }

        if (options.KmsServiceUrl.Length > 0 && !KmsAddress.IsAllowed(options.KmsServiceUrl))
        {
            yield return Wrong(
                nameof(options.KmsServiceUrl),
                "must be an https address of AWS KMS, as https://kms.us-west-2.amazonaws.com, or loopback."
            );
        }
        else if (options.KmsServiceUrl.Length > 0 && options.KmsKey.Length == 0 && options.OldKeys.Count == 0)
        {
            yield return Wrong(nameof(options.KmsKey), "is needed with KmsServiceUrl: without it the keys are not locked.");
        }
    }

    private static string Wrong(string setting, string what) => $"{KeyOptions.Section}:{setting} {what}";
}
