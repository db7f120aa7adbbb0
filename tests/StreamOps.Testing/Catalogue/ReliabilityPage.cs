using System.Text;
using System.Text.RegularExpressions;

namespace StreamOps.Testing.Catalogue;

/// <summary>
/// docs/reliability.md: tables of five columns, of which the first three are written by hand (row, what happens, what is promised) and the last two by a run (the classes of tests that say the row, the figures).
/// </summary>
public static partial class ReliabilityPage
{
    private const string NoFigure = "–";

    /// <summary>The rows of the page, as F12, with what stands in each one's cells.</summary>
    public static IReadOnlyList<(string Row, IReadOnlyList<string> Cells)> Rows(string page) =>
        [
            .. Lines(page)
                .Select(line => Row().Match(line))
                .Where(match => match.Success)
                .Select(match => (match.Groups["row"].Value, CellsOf(match.Value))),
        ];

    /// <summary>The classes of tests that say a row by their traits, for every row that is said in a folder of sources.</summary>
    public static ILookup<string, string> HeldBy(IEnumerable<string> sources) =>
        sources
            .SelectMany(text => Trait().Matches(text).Select(trait => (Row: trait.Groups["row"].Value, Test: ClassOf(text, trait.Index))))
            .Distinct()
            .OrderBy(held => held.Test, StringComparer.Ordinal)
            .ToLookup(held => held.Row, held => held.Test, StringComparer.Ordinal);

    /// <summary>The page with its last two columns written anew; a row without a new figure keeps the one it has.</summary>
    public static string Written(string page, ILookup<string, string> heldBy, IReadOnlyList<Figure> figures)
    {
        var told = figures.ToLookup(figure => figure.Row, StringComparer.Ordinal);
        return string.Join(
            '\n',
            Lines(page)
                .Select(line =>
                {
                    var match = Row().Match(line);
                    if (!match.Success)
                    {
                        return line;
                    }

                    var (row, cells) = (match.Groups["row"].Value, CellsOf(line));
                    var tests = string.Join(", ", heldBy[row].Select(test => $"`{test}`"));
                    var figure = told[row].Any()
                        ? string.Join("; ", told[row].Select(one => $"{Plain(one.Name)}: {Plain(one.Told)}"))
                        : cells[4];
                    return $"| {cells[0]} | {cells[1]} | {cells[2]} | {(tests.Length > 0 ? tests : NoFigure)} | {(figure.Length > 0 ? figure : NoFigure)} |";
                })
        );
    }

    private static string[] Lines(string page) => page.ReplaceLineEndings("\n").Split('\n');

    private static string[] CellsOf(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()), "", "", ""];

    /// <summary>A trait stands before its class, or before a method within it.</summary>
    private static string ClassOf(string text, int at)
    {
        var before = Class().Matches(text[..at]);
        var after = Class().Match(text, at);
        var isOfMethod =
            before.Count > 0
            && (
                !after.Success
                || text[at..after.Index].Contains("public async Task", StringComparison.Ordinal)
                || text[at..after.Index].Contains("public void", StringComparison.Ordinal)
            );
        return (isOfMethod ? before[^1] : after).Groups["name"].Value;
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text);
        return plain.Replace('|', '/').Replace('_', ' ').Replace('\n', ' ').ToString().Trim();
    }

    [GeneratedRegex(@"^\| (?<row>[AFRS]\d{1,2}) \|.*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Row();

    [GeneratedRegex("""\bTrait\("Row", "(?<row>[AFRS]\d{1,2})"\)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Trait();

    [GeneratedRegex(@"\bclass (?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Class();
}
