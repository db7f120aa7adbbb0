namespace StreamOps.Operations.Offers;

/// <summary>The lines of an SDP within a JSON string that had a journey: their ends escaped, escaped twice, doubled or expanded, blanks become breaks.</summary>
internal ref struct WrappedSdp
{
    /// <summary>Several times as many as a browser writes, and an empty one behind each.</summary>
    private const int MostLines = 2_000;

    /// <summary>More than any wrap breaks of a browser's.</summary>
    private const int MostResolved = 1_000;

    private readonly ReadOnlySpan<char> _content;
    private readonly SdpLineEnds _ends;
    private readonly List<UInt128> _mapped = [];
    private readonly List<string> _mids = [];
    private int _marked;
    private int _resolved;

    /// <summary>How many characters may still be tried out: the time stays in proportion to the text.</summary>
    private int _budget;

    /// <param name="content">What stands between the quotes, marks for line breaks.</param>
    /// <param name="isOfSdk">The Web SDK ends its lines by LF, browsers by CRLF: expanded ends do not show which it was.</param>
    public WrappedSdp(ReadOnlySpan<char> content, bool isOfSdk)
    {
        _content = content;
        _ends = SdpLineEnds.Of(content, isOfSdk);
        _budget = (content.Length * 4) + 4096;
    }

    /// <summary>Whether anything was mended.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Whether the last line's end was put back.</summary>
    public bool HasEndPutBack { get; private set; }

    /// <summary>Writes the lines as a browser wrote them.</summary>
    /// <returns>Why it cannot be done; null when it was.</returns>
    public OfferFinding? WriteTo(Span<char> target, out int written)
    {
        written = 0;
        var (at, sections, lines) = (0, 0, 0);
        Span<char> tried = stackalloc char[SdpMarks.LongestLine];
        while (at < _content.Length)
        {
            if (++lines > MostLines)
            {
                return OfferRules.ChangedOnItsWay;
            }

            var line = _ends.Next(_content, ref at, out var end);
            IsChanged |= !_ends.IsAsWritten;
            var trimmed = line.Trim(ChatRepair.Mark);
            IsChanged |= trimmed.Length < line.Length;
            if (trimmed.IsEmpty)
            {
                // No browser writes an empty line.
                IsChanged = true;
                continue;
            }

            if (end.IsEmpty)
            {
                if (!IsLast(trimmed))
                {
                    return written == 0 || SdpLine.Of(trimmed) == SdpLineForm.Broken ? OfferRules.ChangedOnItsWay : OfferRules.CutOff;
                }

                end = _ends.Usual;
                HasEndPutBack = true;
            }

            sections += SdpMarks.StartsWith(trimmed, "m=") ? 1 : 0;
            if (trimmed.Length + end.Length > target.Length - written || sections > SessionDescription.MaxSections)
            {
                return OfferRules.ChangedOnItsWay;
            }

            if (!WriteLine(trimmed, target[written..], tried, out var length))
            {
                return OfferRules.ChangedOnItsWay;
            }

            Note(target.Slice(written, length), sections);
            written += length;
            end.CopyTo(target[written..]);
            written += end.Length;
        }

        return _marked == 0 || WriteLists(target, ref written) ? null : OfferRules.ChangedOnItsWay;
    }

    /// <summary>What stands last in an offer with a data channel, whole: cut short it would be another number.</summary>
    private static bool IsLast(ReadOnlySpan<char> line) =>
        line.StartsWith("a=max-message-size:", StringComparison.Ordinal) && MediaSection.LargestMessages.Contains(line[19..].ToString());

    private static bool IsList(ReadOnlySpan<char> line) => SdpMarks.StartsWith(line, "m=") || SdpMarks.StartsWith(line, "a=group:");

    private bool WriteLine(scoped ReadOnlySpan<char> line, scoped Span<char> target, scoped Span<char> tried, out int length)
    {
        if (line.Contains(ChatRepair.Mark))
        {
            IsChanged = true;
            if (!IsList(line))
            {
                _resolved++;
                length = 0;
                return _resolved <= MostResolved && SdpMarks.TryResolve(line, target, tried, mapped: null, [], ref _budget, out length);
            }

            // Numbers beside numbers: what follows in the text tells them apart.
            _marked++;
        }

        line.CopyTo(target);
        length = line.Length;
        return true;
    }

    private void Note(scoped ReadOnlySpan<char> line, int sections)
    {
        if (_mapped.Count < sections)
        {
            _mapped.Add(0);
        }

        if (sections > 0 && line.StartsWith("a=rtpmap:", StringComparison.Ordinal))
        {
            _mapped[^1] |= MediaSection.BitOf(new SdpWords(line[9..]).Next());
        }
        else if (line.StartsWith("a=mid:", StringComparison.Ordinal) && _mids.Count < SessionDescription.MaxSections)
        {
            _mids.Add(line[6..].ToString());
        }
    }

    /// <summary>Once more over what was written, for the lists of formats and of sections.</summary>
    private bool WriteLists(Span<char> target, ref int length)
    {
        var (read, written, section) = (0, 0, -1);
        Span<char> resolved = stackalloc char[SdpMarks.LongestLine];
        Span<char> tried = stackalloc char[SdpMarks.LongestLine];
        while (read < length)
        {
            var next = target[read..length].IndexOf("\\n", StringComparison.Ordinal);
            var end = next < 0 ? length : read + next;
            var line = target[read..end];
            section += SdpMarks.StartsWith(line, "m=") ? 1 : 0;
            if (line.Contains(ChatRepair.Mark))
            {
                var core = line.EndsWith("\\r", StringComparison.Ordinal) ? line[..^2] : line;
                var mapped = section >= 0 ? _mapped[section] : 0;
                if (!SdpMarks.TryResolve(core, resolved, tried, mapped, _mids, ref _budget, out var size))
                {
                    return false;
                }

                var rest = line[core.Length..];
                resolved[..size].CopyTo(target[written..]);
                rest.CopyTo(target[(written + size)..]);
                written += size + rest.Length;
            }
            else
            {
                line.CopyTo(target[written..]);
                written += line.Length;
            }

            var parting = Math.Min(2, length - end);
            target.Slice(end, parting).CopyTo(target[written..]);
            written += parting;
            read = end + parting;
        }

        length = written;
        return true;
    }
}
