using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace StreamOps.Dashboard.Keys;

/// <summary>How a key of Data Protection looks that is locked by AWS KMS: AES-256 in GCM under a key of its own, which KMS has locked.</summary>
internal static class KmsXml
{
    public const string Element = "lockedByKms";
    public const string KeyName = "kmsKey";
    private const string DataKey = "dataKey";
    private const string Nonce = "nonce";
    private const string Tag = "tag";
    private const string Value = "value";
    private const int TagBytes = 16;

    public static XElement Lock(KmsKeys keys, XElement plain)
    {
        var text = Encoding.UTF8.GetBytes(plain.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var (locked, tag) = (new byte[text.Length], new byte[TagBytes]);
        var (clear, dataKey) = keys.NewKey();
        try
        {
            using var aes = new AesGcm(clear, TagBytes);
            aes.Encrypt(nonce, text, locked, tag, Encoding.UTF8.GetBytes(keys.Newest));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
            CryptographicOperations.ZeroMemory(text);
        }

        return new XElement(
            Element,
            new XComment(" This key is locked by AWS KMS. "),
            new XElement(KeyName, keys.Newest),
            new XElement(DataKey, Convert.ToBase64String(dataKey)),
            new XElement(Nonce, Convert.ToBase64String(nonce)),
            new XElement(Tag, Convert.ToBase64String(tag)),
            new XElement(Value, Convert.ToBase64String(locked))
        );
    }

    public static XElement Open(KmsKeys keys, XElement element)
    {
        var name = (string?)element.Element(KeyName) ?? "";
        var locked = Bytes(element, Value);
        var text = new byte[locked.Length];
        var clear = keys.Open(name, Bytes(element, DataKey));
        try
        {
            using var aes = new AesGcm(clear, TagBytes);
            aes.Decrypt(Bytes(element, Nonce), locked, Bytes(element, Tag), text, Encoding.UTF8.GetBytes(name));
            return XElement.Parse(Encoding.UTF8.GetString(text));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static byte[] Bytes(XElement element, string name) => Convert.FromBase64String((string?)element.Element(name) ?? "");
}

/// <summary>Locks Data Protection's keys where they are kept.</summary>
internal sealed class KmsXmlEncryptor(KmsKeys keys) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(KmsXml.Lock(keys, plaintextElement), typeof(KmsXmlDecryptor));
}

/// <summary>Opens them again. Named in each locked key, and made by Data Protection.</summary>
/// <param name="services">As Data Protection hands them over.</param>
public sealed class KmsXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => KmsXml.Open(services.GetRequiredService<KmsKeys>(), encryptedElement);
}
