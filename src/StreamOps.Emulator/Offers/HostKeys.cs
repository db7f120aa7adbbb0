namespace StreamOps.Emulator.Offers;

/// <summary>What identifies the host of one answer: ICE user and password, and the fingerprint of its DTLS certificate.</summary>
public sealed record HostKeys(string IceUser, string IcePassword, string Fingerprint)
{
    private const string IceSymbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public static HostKeys New() =>
        new(
            RandomNumberGenerator.GetString(IceSymbols, 8),
            RandomNumberGenerator.GetString(IceSymbols, 24),
            string.Join(':', RandomNumberGenerator.GetBytes(32).Select(part => part.ToString("X2", CultureInfo.InvariantCulture)))
        );

    public override string ToString() => nameof(HostKeys);
}
