namespace StreamOps.Dashboard.Keys;

/// <summary>Keys of AWS KMS that the settings name: each locks a key of its own for every key of ours, which it alone opens again.</summary>
/// <param name="options">Which.</param>
/// <param name="dataKeys">Asks KMS.</param>
internal sealed class KmsKeys(IOptions<KeyOptions> options, AwsDataKeys dataKeys)
{
    /// <summary>What new keys are locked by, as an ARN; empty: KMS locks nothing.</summary>
    public string Newest => options.Value.KmsKey;

    /// <summary>A new key of 256 bits, in clear and locked by <see cref="Newest"/>.</summary>
    /// <exception cref="CryptographicException">KMS gave none: the sentence says why.</exception>
    public (byte[] Clear, byte[] Locked) NewKey() => dataKeys.New(Newest);

    /// <summary>Opens what <see cref="NewKey"/> locked. No key is asked that the settings do not name: somebody else's would open what they put here.</summary>
    /// <exception cref="CryptographicException">It does not open: the sentence says why.</exception>
    public byte[] Open(string key, byte[] locked) =>
        string.Equals(key, Newest, StringComparison.Ordinal) || options.Value.OldKeys.Contains(key, StringComparer.Ordinal)
            ? dataKeys.Open(key, locked)
            : throw new CryptographicException($"It is locked by the key {key} of AWS KMS, which the settings do not name.");

    /// <summary>Locks and opens something: why that fails, as a sentence; null when it does not, and where no key is named.</summary>
    public string? WhyNotUsable()
    {
        try
        {
            if (Newest.Length > 0)
            {
                Open(Newest, NewKey().Locked);
            }

            return null;
        }
        catch (CryptographicException fault)
        {
            return $"{KeyOptions.Section}:{nameof(KeyOptions.KmsKey)} cannot be used. {fault.Message}";
        }
    }
}
