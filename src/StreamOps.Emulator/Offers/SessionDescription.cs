namespace StreamOps.Emulator.Offers;

/// <summary>An SDP taken apart into its session part and its media sections. https://www.rfc-editor.org/rfc/rfc8866</summary>
public sealed record SessionDescription(IReadOnlyList<string> SessionLines, IReadOnlyList<MediaSection> Media)
{
    /// <summary>Reads an SDP with either kind of line end; null when it is none, or has no media section.</summary>
    public static SessionDescription? Parse(string sdp)
    {
        var lines = sdp.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).ToList();
        if (lines.Count == 0 || lines[0] != "v=0")
        {
            return null;
        }

        var starts = Enumerable.Range(0, lines.Count).Where(i => lines[i].StartsWith("m=", StringComparison.Ordinal)).ToList();
        var sections = starts
            .Select((start, i) => MediaSection.Parse(lines[start..(i + 1 < starts.Count ? starts[i + 1] : lines.Count)]))
            .ToList();
        return sections.Count == 0 || sections.Contains(null) ? null : new(lines[..starts[0]], [.. sections.OfType<MediaSection>()]);
    }

    public override string ToString() => $"{Media.Count} media sections";
}

/// <summary>One media section: its kind (audio, video, application), transport, formats and attributes.</summary>
public sealed record MediaSection(
    string Kind,
    string Port,
    string Transport,
    IReadOnlyList<string> Formats,
    IReadOnlyList<string> Attributes
)
{
    public static MediaSection? Parse(IReadOnlyList<string> lines)
    {
        var head = lines[0][2..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return head.Length < 4
            ? null
            : new(
                head[0],
                head[1],
                head[2],
                head[3..],
                [.. lines.Where(line => line.StartsWith("a=", StringComparison.Ordinal)).Select(line => line[2..])]
            );
    }

    public bool Has(string attribute) => Attributes.Contains(attribute, StringComparer.Ordinal);

    /// <summary>The value of an attribute such as <c>mid:0</c>; null when absent.</summary>
    public string? Value(string attribute) => Values(attribute).FirstOrDefault();

    public IEnumerable<string> Values(string attribute) =>
        Attributes.Where(line => line.StartsWith(attribute + ":", StringComparison.Ordinal)).Select(line => line[(attribute.Length + 1)..]);

    public override string ToString() => $"{Kind} section";
}
