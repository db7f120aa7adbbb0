namespace StreamOps.Emulator.Calls;

/// <summary>The target of a request as it came over the wire: nothing decoded, so that an ARN with its <c>%2F</c> stays one segment.</summary>
public sealed record RequestTarget(string RawPath, string RawQuery)
{
    /// <summary>Reads a raw target, in origin or absolute form.</summary>
    public static RequestTarget Parse(string rawTarget)
    {
        var target = rawTarget;
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            var slash = target.IndexOf('/', scheme + 3);
            target = slash < 0 ? "/" : target[slash..];
        }

        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? new(target, "") : new(target[..question], target[(question + 1)..]);
    }

    /// <summary>The segments of the path, still encoded.</summary>
    public string[] Segments => RawPath.Split('/')[1..];

    /// <summary>The query's members in order, decoded.</summary>
    public IEnumerable<(string Name, string Value)> Query =>
        RawQuery
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Decode(pair[0]), pair.Length == 2 ? Decode(pair[1]) : ""));

    /// <summary>Percent-decodes; a plus sign stands for itself.</summary>
    public static string Decode(string encoded) => Uri.UnescapeDataString(encoded);
}
