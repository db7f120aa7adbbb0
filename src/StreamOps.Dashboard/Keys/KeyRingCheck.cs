using System.Security.Cryptography.X509Certificates;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Keys;

/// <summary>Uses Data Protection's keys once before the host starts: with a broken one every page would fail behind a live process.</summary>
internal static partial class KeyRingCheck
{
    private const string Table = "the database's table DataProtectionKeys";

    /// <summary>Reads every key, locks and opens something with the newest.</summary>
    /// <exception cref="StartRefusedException">A key is damaged, or locked by a certificate or a key of AWS KMS that is not to be had: it is named.</exception>
    public static void RefuseBrokenKeys(this IServiceProvider services)
    {
        Refuse(services.GetRequiredService<KmsKeys>().WhyNotUsable() is { } why ? [why] : []);
        var folder = KeptKeys.FolderIn(services.GetRequiredService<IOptions<OperationsOptions>>().Value);
        var isInDatabase = services.GetRequiredService<KeyElements>().AreKept;
        var files =
            !isInDatabase && Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal).ToList()
                : [];
        Refuse(files.Where(file => !IsXml(file)).Select(file => Damaged(NameOf(file))));
        try
        {
            var certificates = services.GetRequiredService<KeyCertificates>();
            var kept = services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository!;
            var keys = services.GetRequiredService<IKeyManager>().GetAllKeys().ToDictionary(key => key.KeyId);
            var elements = isInDatabase
                ? kept.GetAllElements().Select(element => (Name: $"A key in {Table}", Element: element))
                : files.Select(file => (Name: NameOf(file), Element: XElement.Load(file)));
            Refuse(
                elements
                    .Select(found => WhyNot(found.Name, found.Element, keys, certificates))
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
            );
            var protector = services.GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(KeyRingCheck));
            protector.Unprotect(protector.Protect([1]));
        }
        catch (Exception exception) when (IsAboutKeys(exception))
        {
            throw new StartRefusedException([Damaged(isInDatabase ? $"A key in {Table}" : $"A key in {folder}")]);
        }
    }

    /// <summary>Says which keys lie in clear beside what they protect: after the start, so that what refuses one stands alone.</summary>
    public static void TellOfKeysInClear(this IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(KeyRingCheck));
        var isLocked =
            services.GetRequiredService<KeyCertificates>().Newest is not null || services.GetRequiredService<KmsKeys>().Newest.Length > 0;
        var elements = services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository!.GetAllElements();
        var where = services.GetRequiredService<KeyElements>().AreKept
            ? Table
            : KeptKeys.FolderIn(services.GetRequiredService<IOptions<OperationsOptions>>().Value);
        if (!isLocked)
        {
            KeysLieInClear(logger, where);
        }
        else if (elements.Count(IsInClear) is > 0 and var count)
        {
            OldKeysLieInClear(logger, count, where);
        }
    }

    private static void Refuse(IEnumerable<string> sentences)
    {
        var reasons = sentences.ToList();
        if (reasons.Count > 0)
        {
            throw new StartRefusedException(reasons);
        }
    }

    private static string NameOf(string file) => $"The key file {file}";

    private static string? WhyNot(string name, XElement element, Dictionary<Guid, IKey> keys, KeyCertificates certificates) =>
        KeyIn(element) is not { } id || (keys.TryGetValue(id, out var read) && IsUsable(read)) ? null
        : LockedByKms(element) is { } kms ? LockedElsewhere(name, kms)
        : LockedBy(element) is { } thumbprint && certificates.All.All(held => !IsIt(held, thumbprint)) ? Locked(name, thumbprint)
        : Damaged(name);

    private static bool IsIt(X509Certificate2 certificate, string thumbprint) =>
        string.Equals(certificate.Thumbprint, thumbprint, StringComparison.OrdinalIgnoreCase);

    private static string Damaged(string what) =>
        $"{what} is damaged or cannot be read. Restore a copy of it, or move it away: names and settings in browsers are asked for again then, "
        + "and answers not yet passed on are lost.";

    private static string Locked(string what, string thumbprint) =>
        $"{what} is locked by the certificate with the thumbprint {thumbprint}, which StreamOps does not have. "
        + $"Name its file in {KeyOptions.Section}:{nameof(KeyOptions.CertificateFile)}, or in {nameof(KeyOptions.OldCertificateFiles)} beside a newer one.";

    private static string LockedElsewhere(string name, string kms) =>
        $"{name} is locked by the key {kms} of AWS KMS, which StreamOps may not use or which the settings do not name. "
        + $"Name it in {KeyOptions.Section}:{nameof(KeyOptions.KmsKey)}, or in {nameof(KeyOptions.OldKmsKeys)} beside a newer one.";

    private static string? LockedByKms(XElement element) =>
        (string?)element.Descendants(KmsXml.Element).FirstOrDefault()?.Element(KmsXml.KeyName);

    /// <summary>The thumbprint of the certificate that a key is locked by; null where it is locked by none.</summary>
    private static string? LockedBy(XElement element)
    {
        if (element.Descendants().FirstOrDefault(part => part.Name.LocalName == "X509Certificate") is not { } certificate)
        {
            return null;
        }

        using var read = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate.Value));
        return read.Thumbprint;
    }

    private static bool IsInClear(XElement element) =>
        string.Equals(element.Name.LocalName, "key", StringComparison.Ordinal)
        && element.Descendants().All(part => part.Name.LocalName != "encryptedSecret");

    private static bool IsXml(string file)
    {
        try
        {
            return XElement.Load(file).Name.LocalName is "key" or "revocation";
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The key's id; empty where it is none, which no key has; null for a revocation.</summary>
    private static Guid? KeyIn(XElement element) =>
        string.Equals(element.Name.LocalName, "revocation", StringComparison.Ordinal) ? null
        : Guid.TryParse((string?)element.Attribute("id"), out var id) ? id
        : Guid.Empty;

    private static bool IsUsable(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is not null;
        }
        catch (Exception exception) when (IsAboutKeys(exception))
        {
            return false;
        }
    }

    /// <summary>Whether a key is at fault: a full disk is not.</summary>
    internal static bool IsAboutKeys(Exception exception) =>
        !(exception is IOException io && DiskErrors.IsFull(io))
        && exception
            is CryptographicException
                or XmlException
                or FormatException
                or ArgumentException
                or InvalidOperationException
                or IOException
                or UnauthorizedAccessException;

    [LoggerMessage(
        1,
        LogLevel.Information,
        "The keys of cookies and offers lie in clear in {Where}, beside what they protect. A certificate or AWS KMS locks them: StreamOps:Keys (docs/stores.md)."
    )]
    private static partial void KeysLieInClear(ILogger logger, string where);

    [LoggerMessage(2, LogLevel.Information, "New keys are locked. Keys from before that still lie in clear in {Where}: {Count}.")]
    private static partial void OldKeysLieInClear(ILogger logger, int count, string where);
}
