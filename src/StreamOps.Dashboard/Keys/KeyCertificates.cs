using System.Security.Cryptography.X509Certificates;

namespace StreamOps.Dashboard.Keys;

/// <summary>The certificates that the settings name, and what is wrong with those that cannot be used. No sentence holds a password.</summary>
internal sealed class KeyCertificates
{
    private readonly List<string> _faults = [];
    private readonly List<X509Certificate2> _old = [];

    private KeyCertificates(KeyOptions options)
    {
        var password = Password(
            nameof(options.CertificatePassword),
            options.CertificatePassword,
            nameof(options.CertificatePasswordFile),
            options.CertificatePasswordFile
        );
        var oldPassword = Password(
            nameof(options.OldCertificatePassword),
            options.OldCertificatePassword,
            nameof(options.OldCertificatePasswordFile),
            options.OldCertificatePasswordFile
        );
        if (_faults.Count > 0)
        {
            return;
        }

        Newest = NewestOf(options, password);
        foreach (var file in options.OldFiles)
        {
            if (FromFile(nameof(options.OldCertificateFiles), file, oldPassword ?? password) is { } old)
            {
                _old.Add(old);
            }
        }

        FindStray(options);
    }

    /// <summary>What new keys are locked by; null: nothing.</summary>
    public X509Certificate2? Newest { get; }

    /// <summary>All that open a key.</summary>
    public IReadOnlyList<X509Certificate2> All => Newest is null ? _old : [Newest, .. _old];

    /// <summary>What is wrong, in sentences that name their keys.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public static KeyCertificates Of(KeyOptions options) => new(options);

    private X509Certificate2? NewestOf(KeyOptions options, string? password)
    {
        if (options is { CertificateFile.Length: > 0, CertificateThumbprint.Length: > 0 })
        {
            Wrong(nameof(options.CertificateThumbprint), "and CertificateFile are both set. Set one of the two.");
            return null;
        }

        return options.CertificateFile.Length > 0 ? FromFile(nameof(options.CertificateFile), options.CertificateFile, password)
            : options.CertificateThumbprint.Length > 0 ? FromStore(options.CertificateThumbprint)
            : null;
    }

    /// <summary>Keys that are locked by half must not look like keys that are locked.</summary>
    private void FindStray(KeyOptions options)
    {
        if (options.CertificateFile.Length == 0 && options.CertificatePassword.Length + options.CertificatePasswordFile.Length > 0)
        {
            Wrong(nameof(options.CertificateFile), "is needed with its password: without it the keys are not locked.");
        }

        if (
            options.OldFiles.Count > 0
            && options.CertificateFile.Length + options.CertificateThumbprint.Length + options.KmsKey.Length == 0
        )
        {
            Wrong(nameof(options.OldCertificateFiles), "needs CertificateFile, CertificateThumbprint or KmsKey, which lock new keys.");
        }
    }

    private X509Certificate2? FromFile(string setting, string file, string? password)
    {
        try
        {
            return Usable(setting, file, X509CertificateLoader.LoadPkcs12FromFile(file, password));
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What the framework says of it may name the password.
            return Wrong(setting, $"names {file}, which cannot be read as a PFX file. Check the file and its password.");
        }
    }

    private X509Certificate2? FromStore(string thumbprint)
    {
        foreach (var location in (StoreLocation[])[StoreLocation.CurrentUser, StoreLocation.LocalMachine])
        {
            try
            {
                using var store = new X509Store(StoreName.My, location, OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
                if (store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false) is [var found, ..])
                {
                    return Usable(nameof(KeyOptions.CertificateThumbprint), thumbprint, found);
                }
            }
            catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
            {
                // There is no such store here.
            }
        }

        return Wrong(
            nameof(KeyOptions.CertificateThumbprint),
            $"names {thumbprint}, which is in no personal store of StreamOps's user or of the machine."
        );
    }

    private X509Certificate2? Usable(string setting, string name, X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPrivateKey();
        return key is null ? Wrong(setting, $"names {name}, which holds no RSA certificate with its private key.") : certificate;
    }

    private string? Password(string setting, string text, string fileSetting, string file)
    {
        if (file.Length == 0)
        {
            return text.Length > 0 ? text : null;
        }

        if (text.Length > 0)
        {
            Wrong(fileSetting, $"and {setting} are both set. Set one of the two.");
            return null;
        }

        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Wrong(fileSetting, "must be the path of a file that can be read and holds the password.");
            return null;
        }
    }

    private X509Certificate2? Wrong(string setting, string what)
    {
        _faults.Add($"{KeyOptions.Section}:{setting} {what}");
        return null;
    }
}
