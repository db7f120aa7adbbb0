using System.Text.RegularExpressions;

namespace StreamOps.Operations.GameLift;

/// <summary>Which addresses signed requests may be sent to: this machine, and the service's own hosts.</summary>
/// <remarks>Under amazonaws.com stands much that anybody can own, a bucket's host for one. https://docs.aws.amazon.com/general/latest/gr/gameliftstreams.html</remarks>
internal static partial class ServiceAddress
{
    /// <summary>Whether calls may go there, judged on the text as it stands: no other spelling of an allowed host is one.</summary>
    public static bool IsAllowed(string text) => IsLoopback(text) || Service().IsMatch(text);

    private static bool IsLoopback(string text) =>
        PlainAddress.IsPlain(text) && new Uri(text) is { IsLoopback: true, Query: "", Fragment: "" };

    [GeneratedRegex(
        """
            \Ahttps://(
              gameliftstreams(-fips)?\.[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}\.(amazonaws\.com|api\.aws)
              | vpce-[0-9a-z]+(-[0-9a-z]+)*\.gameliftstreams(-fips)?\.[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}\.vpce\.amazonaws\.com
            )/?\z
            """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Service();
}
