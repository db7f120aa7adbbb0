using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace StreamOps.Dashboard.Tests.Theme;

/// <summary>The colours of tokens.css, read from the file that ships.</summary>
internal static partial class DesignTokens
{
    /// <summary>Token name to its light and dark value.</summary>
    public static readonly IReadOnlyDictionary<string, (string Light, string Dark)> Colors = LightDark()
        .Matches(File.ReadAllText(Path.Combine(Repository(), "wwwroot-assets", "css", "tokens.css")))
        .ToDictionary(
            match => match.Groups["token"].Value,
            match => (match.Groups["light"].Value, match.Groups["dark"].Value),
            StringComparer.Ordinal
        );

    public static string Repository([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    /// <summary>Contrast of two colours by WCAG 2: 1 to 21.</summary>
    public static double Contrast(string one, string other)
    {
        var (brighter, darker) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (brighter + 0.05) / (darker + 0.05);
    }

    /// <summary>One colour laid thinly over another, as the tints are.</summary>
    public static string Over(string ink, string surface, double share) =>
        "#"
        + string.Concat(
            Channels(ink)
                .Zip(
                    Channels(surface),
                    (top, below) =>
                        ((int)Math.Round((top * share) + (below * (1 - share)))).ToString(
                            "X2",
                            System.Globalization.CultureInfo.InvariantCulture
                        )
                )
        );

    private static double Luminance(string color)
    {
        var linear = Channels(color)
            .Select(channel => channel / 255)
            .Select(channel => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4))
            .ToArray();
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }

    private static IEnumerable<double> Channels(string color) =>
        Enumerable.Range(0, 3).Select(channel => (double)Convert.ToInt32(color.Substring(1 + (channel * 2), 2), 16));

    [GeneratedRegex(
        @"--(?<token>[a-z-]+): light-dark\((?<light>#[0-9A-F]{6}), (?<dark>#[0-9A-F]{6})\)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LightDark();
}
