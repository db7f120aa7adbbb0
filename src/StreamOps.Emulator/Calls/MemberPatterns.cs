using System.Text.RegularExpressions;

namespace StreamOps.Emulator.Calls;

/// <summary>Patterns of members, as the API model gives them.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StartStreamSession.html</summary>
public static partial class MemberPatterns
{
    [GeneratedRegex(@"^[\x21-\x7E]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex ClientToken { get; }

    [GeneratedRegex(@"^[a-zA-Z0-9-_.!+@/][a-zA-Z0-9-_.!+@/ ]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Description { get; }

    [GeneratedRegex(@"^[-_a-zA-Z0-9/=+]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex UserId { get; }

    [GeneratedRegex(@"^[a-zA-Z0-9-]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex LocationName { get; }

    [GeneratedRegex(@"^[_a-zA-Z][_a-zA-Z0-9]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex EnvironmentKey { get; }

    [GeneratedRegex(@"^arn:aws[a-zA-Z-]*:iam::\d{12}:role/.+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex RoleArn { get; }

    [GeneratedRegex(
        @"^s3://.*(/|\.zip|\.ZIP)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    public static partial Regex OutputUri { get; }

    [GeneratedRegex(@"^arn:aws:gameliftstreams:[^:\n]+:[0-9]{12}:[^\n]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Arn { get; }
}
