using System.Buffers;

namespace StreamOps.Operations.Offers;

/// <summary>The words of a value, one blank between, one after the other; and what kinds of word there are.</summary>
internal ref struct SdpWords(ReadOnlySpan<char> text)
{
    private const int LongestName = 64;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";

    private static readonly SearchValues<char> DigitsOnly = SearchValues.Create(Digits);
    private static readonly SearchValues<char> LettersOnly = SearchValues.Create(Letters);
    private static readonly SearchValues<char> OfProtocol = SearchValues.Create(Letters + "/");
    private static readonly SearchValues<char> OfToken = SearchValues.Create(Letters + Digits + "!#$%&'*+-.^_`{|}~");
    private static readonly SearchValues<char> OfAddress = SearchValues.Create(Letters + Digits + ".:-_");
    private static readonly SearchValues<char> OfParameterName = SearchValues.Create("abcdefghijklmnopqrstuvwxyz" + Digits + "-_");
    private static readonly SearchValues<char> OfParameterValue = SearchValues.Create(Letters + Digits + "+/-_.,:=");
    private static readonly SearchValues<char> OfParameterList = SearchValues.Create(Digits + "/-,");
    private static readonly SearchValues<char> OfLink = SearchValues.Create(Letters + Digits + ":/.-#_+~");

    /// <summary>What was not read yet.</summary>
    public ReadOnlySpan<char> Rest { get; private set; } = text;

    public readonly bool IsOver => Rest.IsEmpty;

    /// <summary>The next word; empty when there is none.</summary>
    public ReadOnlySpan<char> Next()
    {
        var blank = Rest.IndexOf(' ');
        var word = blank < 0 ? Rest : Rest[..blank];
        Rest = blank < 0 ? [] : Rest[(blank + 1)..];
        return word;
    }

    /// <summary>Whether it was the last but so many words, all of them numbers.</summary>
    public bool AreNumbers(int count)
    {
        while (count-- > 0)
        {
            if (!IsNumber(Next()))
            {
                return false;
            }
        }

        return IsOver;
    }

    public static bool IsNumber(ReadOnlySpan<char> word) => word.Length is > 0 and <= 20 && !word.ContainsAnyExcept(DigitsOnly);

    public static bool IsPayloadType(ReadOnlySpan<char> word) =>
        word is [>= '1' and <= '9', ..] or "0" && word.Length <= 3 && IsNumber(word) && byte.TryParse(word, out var number) && number < 128;

    public static bool IsOneOf(ReadOnlySpan<char> word, IReadOnlyList<string> words)
    {
        foreach (var one in words)
        {
            if (word.SequenceEqual(one))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A name and its value, or bare numbers with something between.</summary>
    public static bool IsParameter(ReadOnlySpan<char> word)
    {
        var equals = word.IndexOf('=');
        if (equals < 0)
        {
            return !word.IsEmpty && !word.ContainsAnyExcept(OfParameterList);
        }

        // Base64 ends with it; anywhere else a second one is another line's.
        var value = word[(equals + 1)..].TrimEnd('=');
        return equals > 0
            && !word[..equals].ContainsAnyExcept(OfParameterName)
            && !value.IsEmpty
            && !value.Contains('=')
            && !value.ContainsAnyExcept(OfParameterValue);
    }

    public static bool IsLetters(ReadOnlySpan<char> word) => !word.IsEmpty && !word.ContainsAnyExcept(LettersOnly);

    public static bool IsProtocol(ReadOnlySpan<char> word) => word.Contains('/') && !word.ContainsAnyExcept(OfProtocol);

    /// <summary>What a section is called, or is of: never long, so that it may be kept.</summary>
    public static bool IsName(ReadOnlySpan<char> word) => word.Length <= LongestName && IsToken(word);

    public static bool IsToken(ReadOnlySpan<char> word) => !word.IsEmpty && !word.ContainsAnyExcept(OfToken);

    public static bool IsAddress(ReadOnlySpan<char> word) => !word.IsEmpty && !word.ContainsAnyExcept(OfAddress);

    /// <summary>The address of a header extension. Nobody asks for one, so it has no query and no file; mail programs lengthen and guard those they find.</summary>
    public static bool IsLink(ReadOnlySpan<char> word) =>
        word is [.., not '/']
        && !word.ContainsAnyExcept(OfLink)
        && (
            word.StartsWith("urn:", StringComparison.Ordinal)
            || (word.StartsWith("http://", StringComparison.Ordinal) && IsPage(word[7..]))
            || (word.StartsWith("https://", StringComparison.Ordinal) && IsPage(word[8..]) && !IsOfOldHosts(word[8..]))
        );

    private static bool IsPage(ReadOnlySpan<char> page)
    {
        var slash = page.IndexOf('/');
        if (slash < 0)
        {
            return false;
        }

        var host = page[..slash];
        var path = page[(slash + 1)..];
        return !path.ContainsAny('.', ':')
            && host.LastIndexOf('.') is > 0 and var dot
            && dot < host.Length - 2
            && (!IsOfOldHosts(page) || IsOldPage(page));
    }

    /// <summary>Theirs begin with http, and have one place each.</summary>
    private static bool IsOfOldHosts(ReadOnlySpan<char> page) =>
        page.StartsWith("www.webrtc", StringComparison.Ordinal) || page.StartsWith("www.ietf", StringComparison.Ordinal);

    private static bool IsOldPage(ReadOnlySpan<char> page)
    {
        const string OfWebRtc = "www.webrtc.org/experiments/rtp-hdrext/";
        const string OfIetf = "www.ietf.org/id/";
        return page.StartsWith(OfWebRtc, StringComparison.Ordinal)
            ? !page[OfWebRtc.Length..].Contains('/')
            : page.StartsWith(OfIetf, StringComparison.Ordinal) && !page[OfIetf.Length..].Contains('/');
    }
}
