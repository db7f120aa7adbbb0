using System.Text.RegularExpressions;
using StreamOps.Dashboard.Tests.Theme;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>What the first page that people read shows them. The pictures themselves are drawn by hand: see CONTRIBUTING.md.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_picture_it_names_is_there_and_holds_something()
    {
        var repository = DesignTokens.Repository();
        var pictures = Picture()
            .Matches(File.ReadAllText(Path.Combine(repository, "README.md")))
            .Select(match => match.Groups["file"].Value);

        Assert.NotEmpty(pictures);
        Assert.All(
            pictures,
            picture =>
            {
                var file = new FileInfo(Path.Combine(repository, picture));
                Assert.True(file.Exists, $"{picture} is not there.");
                Assert.True(file.Length > 20_000, $"{picture} is empty.");
            }
        );
    }

    [GeneratedRegex(@"!\[[^\]]+\]\((?<file>[^)#]+)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Picture();
}
