using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>A key that signs stubs.</summary>
/// <param name="Bytes">The key: a secret.</param>
internal sealed record AuditKey(byte[] Bytes)
{
    private const int IdBytes = 8;

    /// <summary>Which one it is; gives nothing of it away.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, IdBytes));
}

/// <summary>The key that signs stubs: kept in the store, encrypted by keys outside of it. Who has the database alone cannot make a stub.</summary>
public sealed class AuditKeys(KeyTable keys, IDataProtectionProvider protection)
{
    private const string Name = "audit stubs";

    private readonly IDataProtector _keys = protection.CreateProtector("StreamOps.Audit.Stubs.v1");

    /// <summary>
    /// The key to sign with, made at first use; null where one is kept that cannot be opened: stubs that another one signed beside it would leave the chain in doubt
    /// for ever.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It cannot be read or kept now.</exception>
    internal async Task<AuditKey?> ForSigningAsync() => await keys.OnlyKeyAsync(Name, _keys) is { } key ? new AuditKey(key) : null;

    /// <summary>The key that is kept; null when there is none, or none that can be opened.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read now.</exception>
    internal async Task<AuditKey?> KeptAsync() => await keys.FindAsync(Name, _keys) is { } key ? new AuditKey(key) : null;
}
