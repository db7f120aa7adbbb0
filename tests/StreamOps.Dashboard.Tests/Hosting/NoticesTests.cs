using System.Text.Json;
using System.Text.RegularExpressions;
using StreamOps.Dashboard.Tests.Theme;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>Whose software ships with StreamOps, and under which licence.</summary>
public sealed partial class NoticesTests
{
    /// <summary>In the SDK's own package, outside of the list that the program brings: the scripts under <c>_framework</c>.</summary>
    private const string FrameworkScripts = "Microsoft.AspNetCore.App.Internal.Assets";

    private static readonly Dictionary<string, string> Named = Row()
        .Matches(File.ReadAllText(Path.Combine(DesignTokens.Repository(), "THIRD-PARTY-NOTICES.md")))
        .ToDictionary(row => row.Groups["package"].Value, row => row.Groups["licence"].Value, StringComparer.Ordinal);

    [Fact]
    public void Every_package_that_ships_is_named_with_its_licence_and_no_other()
    {
        using var program = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "StreamOps.Dashboard.deps.json")));
        var shipped = program
            .RootElement.GetProperty("libraries")
            .EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Split('/')[0])
            .Append(FrameworkScripts);

        Assert.Equal(shipped.Order(StringComparer.Ordinal), Named.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_ships_under_a_licence_that_was_not_thought_of() =>
        Assert.All(Named.Values, licence => Assert.Contains(licence, (string[])["Apache-2.0", "MIT", "PostgreSQL"]));

    [GeneratedRegex(
        @"^\| (?!Package )(?<package>[\w.]+) \| (?<licence>[^|]+) \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Row();
}
