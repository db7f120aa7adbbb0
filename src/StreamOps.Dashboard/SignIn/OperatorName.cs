using System.Diagnostics.CodeAnalysis;

namespace StreamOps.Dashboard.SignIn;

/// <summary>The name an operator gives: 1 to 40 letters, digits, spaces and <c>. - _ ' @</c>, on one line.</summary>
public static class OperatorName
{
    public const int MaxLength = 40;

    private const string OtherCharacters = " .-_'@";

    /// <summary>What is allowed, in words.</summary>
    public const string Rule = "A name has 1 to 40 letters, digits, spaces, or . - _ ' @";

    /// <summary>Trims and checks a name.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? name)
    {
        name = text?.Trim();
        return name is { Length: > 0 and <= MaxLength }
            && name.All(character => char.IsLetterOrDigit(character) || OtherCharacters.Contains(character));
    }
}
