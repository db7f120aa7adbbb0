using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace StreamOps.Operations.Links;

/// <summary>Six characters that stand for a rescue link on the telephone, as <c>K7Q-4MD</c>. A secret; it prints as three asterisks.</summary>
[DebuggerDisplay("***")]
public sealed class LinkCode
{
    /// <summary>Without 0 O 1 I L U, which are mistaken for each other or heard wrong.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Letters = 6;

    /// <summary>Longer texts are no code, however many separators they hold.</summary>
    private const int LongestText = 32;

    private LinkCode(string letters) => Plain = letters;

    /// <summary>As it is shown and read out: <c>K7Q-4MD</c>.</summary>
    public string Text => $"{Plain[..3]}-{Plain[3..]}";

    internal string Plain { get; }

    /// <summary>Reads a code as people type it: case, blanks and hyphens do not count.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out LinkCode? code)
    {
        code = null;
        if (text is null || text.Length > LongestText)
        {
            return false;
        }

        var letters = string.Concat(text.Where(letter => letter is not ('-' or ' '))).ToUpperInvariant();
        code =
            letters.Length == Letters && letters.All(letter => Alphabet.Contains(letter, StringComparison.Ordinal))
                ? new LinkCode(letters)
                : null;
        return code is not null;
    }

    public override string ToString() => "***";

    internal static LinkCode New() => new(RandomNumberGenerator.GetString(Alphabet, Letters));
}
