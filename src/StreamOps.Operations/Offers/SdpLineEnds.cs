namespace StreamOps.Operations.Offers;

/// <summary>How the lines of an SDP end within its JSON string, after whatever happened to them.</summary>
internal readonly ref struct SdpLineEnds
{
    private const string Lf = "\\n";
    private const string CrLf = "\\r\\n";

    private readonly Kind _kind;
    private readonly bool _isCrLf;

    private SdpLineEnds(Kind kind, bool isCrLf) => (_kind, _isCrLf) = (kind, isCrLf);

    private enum Kind
    {
        /// <summary>As JSON has them.</summary>
        Escaped,

        /// <summary>Their backslashes doubled.</summary>
        EscapedTwice,

        /// <summary>Become real line breaks.</summary>
        Expanded,
    }

    /// <summary>Whether they are as JSON has them.</summary>
    public bool IsAsWritten => _kind == Kind.Escaped;

    /// <summary>How the lines of this text end.</summary>
    public ReadOnlySpan<char> Usual => _isCrLf ? CrLf : Lf;

    /// <summary>Looks at how they are; where that does not show what they were, the Web SDK ends lines by LF and browsers by CRLF.</summary>
    public static SdpLineEnds Of(ReadOnlySpan<char> content, bool isOfSdk)
    {
        var isTwice = false;
        for (var at = content.IndexOf('\\'); at >= 0 && at < content.Length - 1; )
        {
            if (content[at + 1] == 'n')
            {
                return new(Kind.Escaped, at >= 2 && content[(at - 2)..at] is "\\r");
            }

            isTwice |= content[at..].StartsWith("\\\\n", StringComparison.Ordinal);
            var next = content[(at + 2)..].IndexOf('\\');
            at = next < 0 ? -1 : at + 2 + next;
        }

        return isTwice ? new(Kind.EscapedTwice, content.Contains("\\\\r\\\\n", StringComparison.Ordinal))
            : content.Contains(ChatRepair.Mark) ? new(Kind.Expanded, !isOfSdk)
            : new(Kind.Escaped, !isOfSdk);
    }

    /// <summary>The next line, and how it is to end; no end when it has none.</summary>
    public ReadOnlySpan<char> Next(ReadOnlySpan<char> content, scoped ref int at, out ReadOnlySpan<char> end)
    {
        var rest = content[at..];
        var (length, size) = _kind switch
        {
            Kind.Escaped => EndsAt(rest, Lf),
            Kind.EscapedTwice => EndsAt(rest, "\\\\n"),
            _ => EndsAtBreak(rest),
        };
        at += length + size;
        var line = rest[..length];
        var isCrLf = _kind == Kind.Expanded ? _isCrLf : false;
        while (_kind != Kind.Expanded && WithoutReturn(line) is var shorter && shorter.Length < line.Length)
        {
            line = shorter;
            isCrLf = true;
        }

        end =
            size == 0 ? []
            : isCrLf ? CrLf
            : Lf;
        return line;
    }

    private static (int Length, int Size) EndsAt(ReadOnlySpan<char> rest, string end)
    {
        var length = rest.IndexOf(end, StringComparison.Ordinal);
        return length < 0 ? (rest.Length, 0) : (length, end.Length);
    }

    /// <summary>A break ends a line where another line begins behind it, or nothing does.</summary>
    private static (int Length, int Size) EndsAtBreak(ReadOnlySpan<char> rest)
    {
        for (var at = 0; at < rest.Length; at++)
        {
            if (
                rest[at] == ChatRepair.Mark
                && (at == rest.Length - 1 || (at < rest.Length - 2 && SdpLine.Kinds.Contains(rest[at + 1]) && rest[at + 2] == '='))
            )
            {
                return (at, 1);
            }
        }

        return (rest.Length, 0);
    }

    private ReadOnlySpan<char> WithoutReturn(ReadOnlySpan<char> line)
    {
        var escaped = _kind == Kind.EscapedTwice ? "\\\\r" : "\\r";
        return line.EndsWith(escaped, StringComparison.Ordinal) ? line[..^escaped.Length] : line;
    }
}
