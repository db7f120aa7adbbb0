using System.Text.RegularExpressions;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>
/// What our pages and scripts ask for is read from the page's base: an address from the root of the host is somebody else's under a base path. The players'
/// page has a host of its own, and its root.
/// </summary>
public sealed partial class OwnAddressesTests
{
    [Fact]
    public void No_page_and_no_script_begins_an_address_of_ours_at_the_root_of_the_host()
    {
        var root = Repository();
        var files = Directory
            .EnumerateFiles(Path.Combine(root, "src", "StreamOps.Dashboard"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".razor.cs", StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "wwwroot-assets"), "*.*", SearchOption.AllDirectories))
            .Where(file => !new[] { "obj", "player" }.Any(file.Split(Path.DirectorySeparatorChar).Contains))
            .ToList();
        Assert.True(files.Count > 100, $"{files.Count} files were found.");

        var found = files.SelectMany(file =>
            File.ReadLines(file)
                .Where(line => AtRoot().IsMatch(line) && !line.Contains("@page", StringComparison.Ordinal))
                .Select(line => $"{Path.GetRelativePath(root, file)}: {line.Trim()}")
        );

        Assert.Empty(found);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StreamOps.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(
        "(?:(?:href|src|action|Href)=\"|(?:fetch|post|postJson|read|import|URL|NavigateTo)\\([\"'`]|\"import\", \"|@import \"|url\\([\"']?|(?:address|path|href) = [\"'`])/[a-zA-Z_\"]|[?:] \"/[a-z]",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex AtRoot();
}
