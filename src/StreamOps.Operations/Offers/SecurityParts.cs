namespace StreamOps.Operations.Offers;

/// <summary>What secures a connection, as far as it was read.</summary>
[Flags]
internal enum SecurityParts
{
    None = 0,
    UserName = 1,
    Password = 2,
    Fingerprint = 4,
    All = UserName | Password | Fingerprint,
}
