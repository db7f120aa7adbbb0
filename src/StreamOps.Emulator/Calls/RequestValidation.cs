using System.Text.RegularExpressions;

namespace StreamOps.Emulator.Calls;

/// <summary>The constraints of the API model: a member that breaks one is a ValidationException that names it.</summary>
public static partial class RequestValidation
{
    public static ApiException Broken(string member, string constraint) =>
        ApiErrors.Validation($"1 validation error detected: Value at '{member}' failed to satisfy constraint: {constraint}");

    /// <summary>An ID or an ARN in the path: 1 to 128 characters.</summary>
    public static string Identifier(this ApiCall call, string member) => CheckIdentifier(member, call.Path[member]);

    public static string CheckIdentifier(string member, string value) =>
        value.Length is >= 1 and <= 128 && IdentifierPattern.IsMatch(value)
            ? value
            : throw Broken(member, "Member must be an ID or an ARN of 1 to 128 characters");

    /// <summary>A member of the query; null when absent. Given twice, the first counts.</summary>
    public static string? QueryText(this ApiCall call, string member) => call.Query[member].FirstOrDefault();

    /// <summary>A member of the query that takes one of some words; null when absent.</summary>
    public static string? QueryWord(this ApiCall call, string member, IReadOnlyCollection<string> words)
    {
        var value = call.QueryText(member);
        return value is null || words.Contains(value, StringComparer.Ordinal)
            ? value
            : throw Broken(member, $"Member must satisfy enum value set: [{string.Join(", ", words)}]");
    }

    /// <summary>MaxResults: 1 to 100, by default 25.</summary>
    public static int MaxResults(this ApiCall call)
    {
        const string Member = "MaxResults";
        if (call.QueryText(Member) is not { } text)
        {
            return 25;
        }

        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        return isNumber switch
        {
            false => throw Broken(Member, "Member must be an integer"),
            true when value < 1 => throw Broken(Member, "Member must have value greater than or equal to 1"),
            true when value > 100 => throw Broken(Member, "Member must have value less than or equal to 100"),
            _ => value,
        };
    }

    /// <summary>A member of the body, of whatever kind; null when absent or null.</summary>
    public static JsonElement? Member(this ApiCall call, string member) =>
        call.Body is { } body && body.TryGetProperty(member, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public static string Required(this ApiCall call, string member, int min = 1, int max = int.MaxValue, Regex? pattern = null) =>
        call.Text(member, min, max, pattern) ?? throw Broken(member, "Member must not be null");

    /// <summary>A text of the body within bounds of length and a pattern; null when absent.</summary>
    public static string? Text(this ApiCall call, string member, int min = 0, int max = int.MaxValue, Regex? pattern = null) =>
        call.Member(member) is { } value ? CheckText(member, value, min, max, pattern) : null;

    public static string CheckText(string member, JsonElement value, int min, int max, Regex? pattern = null)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            throw Broken(member, "Member must be a string");
        }

        var text = value.GetString()!;
        if (text.Length < min || text.Length > max)
        {
            throw Broken(member, $"Member must have length between {min} and {max}");
        }

        return pattern is null || pattern.IsMatch(text)
            ? text
            : throw Broken(member, $"Member must satisfy regular expression pattern: {pattern}");
    }

    /// <summary>An integer of the body within bounds; null when absent.</summary>
    public static int? WholeNumber(this ApiCall call, string member, int min, int max) =>
        call.Member(member) is { } value ? CheckWholeNumber(member, value, min, max) : null;

    public static int CheckWholeNumber(string member, JsonElement value, int min, int max) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number < min || number > max
                ? throw Broken(member, $"Member must have value between {min} and {max}")
                : number
            : throw Broken(member, "Member must be an integer");

    /// <summary>A list of texts of the body; null when absent.</summary>
    public static IReadOnlyList<string>? Texts(
        this ApiCall call,
        string member,
        int max,
        int maxLength = int.MaxValue,
        Regex? pattern = null
    )
    {
        if (call.Member(member) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() > max)
        {
            throw Broken(member, $"Member must be a list of at most {max} entries");
        }

        return [.. value.EnumerateArray().Select(item => CheckText(member, item, 0, maxLength, pattern))];
    }

    [GeneratedRegex(
        @"^([a-zA-Z0-9-]+|arn:aws:gameliftstreams:[^:\n]+:[0-9]{12}:[^\n]+)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex IdentifierPattern { get; }
}
