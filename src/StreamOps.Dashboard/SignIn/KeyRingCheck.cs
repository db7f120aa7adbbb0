using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Uses Data Protection's keys once before the host starts: with a broken one every page would fail behind a live process.</summary>
internal static class KeyRingCheck
{
    /// <summary>Reads every key file, and locks and opens something with the keys.</summary>
    /// <exception cref="StartRefusedException">A key file is damaged: it is named.</exception>
    public static void RefuseBrokenKeys(this IServiceProvider services)
    {
        var folder = KeptKeys.FolderIn(services.GetRequiredService<IOptions<OperationsOptions>>().Value);
        var isInDatabase = services.GetRequiredService<KeyElements>().AreKept;
        var files =
            !isInDatabase && Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal).ToList()
                : [];
        Refuse(files.Where(file => !IsXml(file)));
        try
        {
            var keys = services.GetRequiredService<IKeyManager>().GetAllKeys().ToDictionary(key => key.KeyId);
            Refuse(files.Where(file => KeyIn(file) is { } key && !(keys.TryGetValue(key, out var read) && IsUsable(read))));
            var protector = services.GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(KeyRingCheck));
            protector.Unprotect(protector.Protect([1]));
        }
        catch (Exception exception) when (IsAboutKeys(exception))
        {
            throw new StartRefusedException([
                Sentence(isInDatabase ? "A key in the database's table DataProtectionKeys" : $"A key in {folder}"),
            ]);
        }
    }

    private static void Refuse(IEnumerable<string> broken)
    {
        var reasons = broken.Select(file => Sentence($"The key file {file}")).ToList();
        if (reasons.Count > 0)
        {
            throw new StartRefusedException(reasons);
        }
    }

    private static string Sentence(string what) =>
        $"{what} is damaged or cannot be read. Restore a copy of it, or move it away: names and settings in browsers are asked for again then, "
        + "and answers not yet passed on are lost.";

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
    private static Guid? KeyIn(string file)
    {
        var element = XElement.Load(file);
        return string.Equals(element.Name.LocalName, "revocation", StringComparison.Ordinal) ? null
            : Guid.TryParse((string?)element.Attribute("id"), out var id) ? id
            : Guid.Empty;
    }

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
}
