using System.Security.Cryptography.X509Certificates;

namespace StreamOps.Dashboard.Security;

/// <summary>The certificate of an https address, as the server's own settings name it: read before the start, for the server tells a fault of it by a stack.</summary>
internal static class HttpsCertificate
{
    private const string Default = "Kestrel:Certificates:Default";

    /// <summary>What is wrong with it, in sentences.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="addresses">The https addresses.</param>
    public static IEnumerable<string> Faults(IConfiguration configuration, IEnumerable<string> addresses) =>
        addresses
            .Select(address => (Address: address, Section: SectionOf(configuration, address)))
            .Select(found => WhyNot(configuration, found.Address, found.Section))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    private static string SectionOf(IConfiguration configuration, string address) =>
        configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Where(endpoint => string.Equals(endpoint["Url"], address, StringComparison.Ordinal))
            .Select(endpoint => endpoint.GetSection("Certificate"))
            .FirstOrDefault(certificate => certificate.Exists())
            ?.Path
        ?? Default;

    private static string? WhyNot(IConfiguration configuration, string address, string section)
    {
        if (!configuration.GetSection(section).Exists())
        {
            return $"Urls: {address} needs a certificate. Name its file in {Default}:Path, and its key in KeyPath or its password in Password.";
        }

        if (configuration[$"{section}:Path"] is not { Length: > 0 } file)
        {
            // From a store: the server finds it there or says so.
            return null;
        }

        try
        {
            using var certificate = Read(file, configuration[$"{section}:KeyPath"], configuration[$"{section}:Password"]);
            return certificate.HasPrivateKey ? null : $"{section}:Path: {file} has no private key. Name its file in {section}:KeyPath.";
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What the framework says of it may name the password.
            return $"{section}:Path: {file} cannot be read as a certificate. Check the file, and KeyPath or Password beside it.";
        }
    }

    private static X509Certificate2 Read(string file, string? key, string? password) =>
        X509Certificate2.GetCertContentType(file) == X509ContentType.Pfx ? X509CertificateLoader.LoadPkcs12FromFile(file, password)
        : password is { Length: > 0 } ? X509Certificate2.CreateFromEncryptedPemFile(file, password, key)
        : X509Certificate2.CreateFromPemFile(file, key);
}
