using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Keys;

/// <summary>Settings under <c>StreamOps:Keys</c>: the certificate, or the key of AWS KMS, that Data Protection's keys are locked by where they are kept. Without either they lie in clear.</summary>
public sealed class KeyOptions
{
    public const string Section = "StreamOps:Keys";

    /// <summary>A PFX file with an RSA certificate and its private key. Empty: none.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>What opens <see cref="CertificateFile"/>. A secret. Empty: it has no password.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>A file that holds the password, in place of <see cref="CertificatePassword"/>.</summary>
    public string CertificatePasswordFile { get; set; } = "";

    /// <summary>In place of a file: the thumbprint of a certificate in the personal store of StreamOps's user or of the machine, in hexadecimal digits.</summary>
    public string CertificateThumbprint { get; set; } = "";

    /// <summary>PFX files of certificates from before, separated by semicolons: they open what they locked, and lock nothing any more.</summary>
    public string OldCertificateFiles { get; set; } = "";

    /// <summary>What opens all of <see cref="OldCertificateFiles"/>. A secret. Empty: what opens <see cref="CertificateFile"/>.</summary>
    public string OldCertificatePassword { get; set; } = "";

    /// <summary>A file that holds that password, in place of <see cref="OldCertificatePassword"/>.</summary>
    public string OldCertificatePasswordFile { get; set; } = "";

    /// <summary>In place of a certificate: the ARN of a symmetric key of AWS KMS, as <c>arn:aws:kms:us-west-2:111122223333:key/…</c>. Empty: none.</summary>
    public string KmsKey { get; set; } = "";

    /// <summary>ARNs of keys of AWS KMS from before, separated by semicolons: they open what they locked, and lock nothing any more.</summary>
    public string OldKmsKeys { get; set; } = "";

    /// <summary>Another address of AWS KMS: one of its own hosts over https, as a VPC endpoint's, or loopback. Empty: the usual one of the key's Region.</summary>
    public string KmsServiceUrl { get; set; } = "";

    internal IReadOnlyList<string> OldKeys => ListSetting.Items(OldKmsKeys);

    internal IReadOnlyList<string> OldFiles => ListSetting.Items(OldCertificateFiles);

    internal static KeyOptions From(IConfiguration configuration) => configuration.GetSection(Section).Get<KeyOptions>() ?? new();
}
