namespace StreamOps.Operations.Commands;

/// <summary>Where a session's files may go.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ExportStreamSessionFiles.html</remarks>
public static class ExportDestination
{
    /// <summary>The longest address the service takes, in characters.</summary>
    public const int MaxLength = 1_024;

    private const string Scheme = "s3://";

    /// <summary>What is wrong with an address, as a sentence; empty when it can be sent.</summary>
    /// <param name="outputUri">As <c>s3://bucket/prefix/</c> or <c>s3://bucket/name.zip</c>.</param>
    public static string ProblemOf(string outputUri) =>
        outputUri switch
        {
            "" => "Name the place first.",
            { Length: > MaxLength } => "The address is too long: at most 1,024 characters.",
            _ when !outputUri.StartsWith(Scheme, StringComparison.Ordinal) => "The address must begin with s3://.",
            _ when outputUri.IndexOf('/', Scheme.Length) <= Scheme.Length => "The address must name a bucket, as s3://bucket/prefix/.",
            _ when !IsBucket(outputUri[Scheme.Length..outputUri.IndexOf('/', Scheme.Length)]) =>
                "A bucket's name has letters, digits, dots, hyphens and underscores alone.",
            _ when outputUri.Any(char.IsControl) => "The address must be one line without control characters.",
            _ when !EndsWell(outputUri) => "The address must end in /, .zip or .ZIP.",
            _ => "",
        };

    private static bool IsBucket(string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');

    private static bool EndsWell(string outputUri) =>
        outputUri.EndsWith('/')
        || outputUri.EndsWith(".zip", StringComparison.Ordinal)
        || outputUri.EndsWith(".ZIP", StringComparison.Ordinal);
}
