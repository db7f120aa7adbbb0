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

    /// <summary>
    /// Six digits of a hash, to be read aloud. They tell two browsers apart and prove nothing; they are so many that nobody who does not know another
    /// browser's number comes upon it by going through them.
    /// </summary>
    public static int NumberOf(string hash) => 100_000 + (Convert.ToInt32(hash[..7], 16) % 900_000);

    public static bool IsBase64Url(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}
