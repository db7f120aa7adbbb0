using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Headers;

/// <summary>A page that comes back asks for no script and no sheet again: each stands under an address that a browser keeps for good.</summary>
[Trait("Row", "R5")]
[Trait("Row", "F25")]
public sealed partial class ScriptMapTests(ScriptMapTests.AsPublished shared) : IClassFixture<ScriptMapTests.AsPublished>
{
    [Fact]
    public async Task Every_script_and_sheet_that_a_page_needs_is_kept_for_good()
    {
        using var client = shared.Dashboard.Client();

        var files = await PageFiles.OfAsync(client, shared.Dashboard.Address);

        Assert.True(files.Count > 30, $"{files.Count} files were found.");
        Assert.Empty(files.Where(file => !file.IsLasting).Select(file => file.Address.PathAndQuery));
    }

    [Fact]
    public async Task Every_script_that_another_one_imports_stands_in_the_map_and_the_policy_allows_that_text_alone()
    {
        using var client = shared.Dashboard.Client();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        var map = ScriptMapPages.MapOf(await answer.Content.ReadAsStringAsync())!;
        var imports = JsonNode.Parse(map)!["imports"]!.AsObject();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(
            $"script-src 'self' {ScriptMapPages.SourceOf(map)};",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
        foreach (var script in imports)
        {
            var text = await client.GetStringAsync(new Uri(shared.Dashboard.Address, (string?)script.Value));
            Assert.All(Imported().Matches(text), match => Assert.Contains($"./js/{match.Groups["name"].Value}", imports));
        }
    }

    [GeneratedRegex("""from "\./(?<name>[^"]+)";""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Imported();

    /// <summary>A build looks at its files at each question whether somebody edits them, and has none of them kept; what is published does not.</summary>
    public sealed class AsPublished : SharedDashboard
    {
        protected override Task<RunningDashboard> StartAsync() => RunningDashboard.StartAsync("--ReloadStaticAssetsAtRuntime=false");
    }
}
