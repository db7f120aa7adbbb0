using System.Text.Json;

namespace StreamOps.Testing.Catalogue;

/// <summary>
/// What a test of docs/reliability.md has counted or timed, for the page that the run writes. A test says the row it holds by a trait named Row.
/// </summary>
public static class Figures
{
    /// <summary>The environment variable that names the folder for the figures; without it none is kept.</summary>
    public const string Folder = "STREAMOPS_FIGURES";

    /// <summary>Keeps one row's figure; the same row and name again is written over.</summary>
    /// <param name="row">The row of the page, as F12.</param>
    /// <param name="name">What was counted or timed, in a few words, as "kills on SQLite".</param>
    /// <param name="figure">What came out, with its unit, as "2,000 kills, 0 calls twice".</param>
    public static void Tell(string row, string name, string figure)
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { Length: > 0 } folder)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var file = $"{row} {string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) ? letter : '-'))}.json";
        File.WriteAllText(Path.Combine(folder, file), JsonSerializer.Serialize(new Figure(row, name, figure)));
    }

    /// <summary>Every figure kept in a folder, by row and name.</summary>
    public static IReadOnlyList<Figure> In(string folder) =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*.json")
                    .Select(file => JsonSerializer.Deserialize<Figure>(File.ReadAllText(file))!)
                    .OrderBy(figure => figure.Row, StringComparer.Ordinal)
                    .ThenBy(figure => figure.Name, StringComparer.Ordinal),
            ]
            : [];
}

/// <summary>What a test has counted or timed.</summary>
/// <param name="Row">The row of the page, as F12.</param>
/// <param name="Name">What was counted or timed.</param>
/// <param name="Told">What came out, with its unit.</param>
public sealed record Figure(string Row, string Name, string Told);
