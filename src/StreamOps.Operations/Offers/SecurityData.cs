using System.Buffers;

namespace StreamOps.Operations.Offers;

/// <summary>Whether the values that secure a connection are whole: an edited or shortened text spoils them first.</summary>
internal static class SecurityData
{
    private static readonly SearchValues<char> IceCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    );

    private static readonly SearchValues<char> HashCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"
    );

    /// <summary>https://www.rfc-editor.org/rfc/rfc8839#section-5.4: 4 to 256 characters.</summary>
    public static bool IsIceUserName(ReadOnlySpan<char> value) =>
        value.Length is >= 4 and <= 256 && !value.ContainsAnyExcept(IceCharacters);

    /// <summary>https://www.rfc-editor.org/rfc/rfc8839#section-5.4: 22 to 256 characters.</summary>
    public static bool IsIcePassword(ReadOnlySpan<char> value) =>
        value.Length is >= 22 and <= 256 && !value.ContainsAnyExcept(IceCharacters);

    /// <summary>https://www.rfc-editor.org/rfc/rfc8122#section-5: the hash's name, a blank, its bytes in hexadecimal with colons between.</summary>
    public static bool IsFingerprint(ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        if (space <= 0)
        {
            return false;
        }

        var digits = value[(space + 1)..];
        return !value[..space].ContainsAnyExcept(HashCharacters)
            && AreBytes(digits)
            && LengthOf(value[..space]) is var bytes
            && (digits.Length == (bytes * 3) - 1 || bytes == 0);
    }

    /// <summary>How many bytes a hash has; 0 for one that is not known here.</summary>
    private static int LengthOf(ReadOnlySpan<char> hash) =>
        hash switch
        {
            _ when hash.Equals("sha-256", StringComparison.OrdinalIgnoreCase) => 32,
            _ when hash.Equals("sha-1", StringComparison.OrdinalIgnoreCase) => 20,
            _ when hash.Equals("sha-224", StringComparison.OrdinalIgnoreCase) => 28,
            _ when hash.Equals("sha-384", StringComparison.OrdinalIgnoreCase) => 48,
            _ when hash.Equals("sha-512", StringComparison.OrdinalIgnoreCase) => 64,
            _ => 0,
        };

    private static bool AreBytes(ReadOnlySpan<char> digits)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            if (i % 3 == 2 ? digits[i] != ':' : !char.IsAsciiHexDigit(digits[i]))
            {
                return false;
            }
        }

        return digits.Length % 3 == 2;
    }
}
