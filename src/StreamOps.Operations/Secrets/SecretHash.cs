namespace StreamOps.Operations.Secrets;

/// <summary>Hashes of secrets that nobody can guess.</summary>
internal static class SecretHash
{
    /// <summary>SHA-256, in hexadecimal.</summary>
    public static string Of(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether two hashes are equal, in a time that does not tell where they differ; a missing one equals none.</summary>
    public static bool AreEqual(string? left, string? right) =>
        left is not null
        && right is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));

    public static bool IsBase64Url(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}
