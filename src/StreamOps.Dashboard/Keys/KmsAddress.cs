using System.Text.RegularExpressions;

namespace StreamOps.Dashboard.Keys;

/// <summary>How a key of AWS KMS is named in the settings, and where it may be asked for.</summary>
/// <remarks>https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN, https://docs.aws.amazon.com/general/latest/gr/kms.html</remarks>
internal static partial class KmsAddress
{
    /// <summary>Whether a text is the ARN of a key. An alias may be pointed at another key by whoever may do that, and names none.</summary>
    public static bool IsKey(string text) => Key().IsMatch(text);

    /// <summary>Whether calls may go there: this machine, or KMS's own hosts.</summary>
    public static bool IsAllowed(string text) =>
        Service().IsMatch(text) || (PlainAddress.IsPlain(text) && new Uri(text) is { IsLoopback: true, Query: "", Fragment: "" });

    [GeneratedRegex(
        @"\Aarn:aws[a-z-]*:kms:[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:key/[0-9a-zA-Z-]{1,64}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Key();

    [GeneratedRegex(
        @"\Ahttps://(kms(-fips)?\.[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}\.(amazonaws\.com|api\.aws)|vpce-[0-9a-z]+(-[0-9a-z]+)*\.kms(-fips)?\.[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}\.vpce\.amazonaws\.com)/?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Service();
}
