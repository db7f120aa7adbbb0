using System.Buffers;

namespace StreamOps.Operations.Offers;

/// <summary>Writes a JSON object anew without what its journey added: no blank between its words, no mark within them, its SDP line by line.</summary>
internal ref struct UnfoldedJson(Span<char> target)
{
    private static readonly SearchValues<char> OfNames = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
    );

    private readonly Span<char> _target = target;

    /// <summary>How much was written.</summary>
    public int Length { get; private set; }

    /// <summary>Whether marks were taken out of the SDP or another string, or lines of the SDP mended.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Whether the last line's end was put back.</summary>
    public bool HasEndPutBack { get; private set; }

    /// <summary>Why it cannot be done; null when it was.</summary>
    public OfferFinding? Problem { get; private set; }

    /// <summary>Writes the object that the text is, up to its closing brace.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        var isOfSdk = NamesVersion(text);
        var (depth, isSdp, isValue) = (0, false, false);
        for (var at = 0; at < text.Length && Problem is null; at++)
        {
            var character = text[at];
            switch (character)
            {
                case ' ' or ChatRepair.Mark or '\r' or '\t':
                    continue;
                case '"':
                    var end = WrappedJson.EndOfString(text, at);
                    if (end < 0)
                    {
                        Problem = OfferRules.CutOff;
                        return;
                    }

                    var content = text[(at + 1)..end];
                    at = end;
                    if (isValue && isSdp && depth == 1)
                    {
                        WriteSdp(content, isOfSdk);
                    }
                    else
                    {
                        isSdp = WriteString(content) is "sdp" && depth == 1;
                    }

                    continue;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
                case ':' or ',':
                    isValue = character == ':';
                    break;
            }

            Put(character);
        }
    }

    /// <summary>Whether a string of the object is the name of the Web SDK's version, marks in it or not.</summary>
    private static bool NamesVersion(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('"'); at >= 0; )
        {
            var end = WrappedJson.EndOfString(text, at);
            if (end < 0)
            {
                return false;
            }

            if (SdpMarks.StartsWith(text[(at + 1)..end], "webSdkVersion"))
            {
                return true;
            }

            var next = text[(end + 1)..].IndexOf('"');
            at = next < 0 ? -1 : end + 1 + next;
        }

        return false;
    }

    private void Put(char character)
    {
        if (Length < _target.Length)
        {
            _target[Length++] = character;
        }
        else
        {
            Problem ??= OfferRules.ChangedOnItsWay;
        }
    }

    /// <summary>Names and short words alone: a mark in anything else may have been a blank.</summary>
    private ReadOnlySpan<char> WriteString(ReadOnlySpan<char> content)
    {
        Put('"');
        var start = Length;
        foreach (var character in content)
        {
            if (character != ChatRepair.Mark)
            {
                Put(character);
            }
        }

        var written = _target[start..Length];
        Put('"');
        if (written.Length < content.Length)
        {
            IsChanged = true;
            if (written.ContainsAnyExcept(OfNames))
            {
                Problem ??= OfferRules.ChangedOnItsWay;
            }
        }

        return written;
    }

    private void WriteSdp(ReadOnlySpan<char> content, bool isOfSdk)
    {
        Put('"');
        var lines = new WrappedSdp(content, isOfSdk);
        var problem = lines.WriteTo(_target[Length..], out var written);
        Problem ??= problem;
        IsChanged |= lines.IsChanged;
        HasEndPutBack |= lines.HasEndPutBack;
        Length += written;
        Put('"');
    }
}
