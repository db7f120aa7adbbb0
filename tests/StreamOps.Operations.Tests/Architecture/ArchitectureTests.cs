using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace StreamOps.Operations.Tests.Architecture;

/// <summary>Arrows point one way: docs/architecture.md.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Root = FindRoot();

    [Theory]
    [InlineData("StreamOps.GameLiftStreams", "")]
    [InlineData("StreamOps.Emulator", "")]
    [InlineData("StreamOps.Operations", "StreamOps.GameLiftStreams")]
    [InlineData("StreamOps.Dashboard", "StreamOps.Emulator StreamOps.Operations")]
    public void A_source_project_references_only_what_its_arrow_allows(string project, string allowed)
    {
        var references = XDocument
            .Load(Path.Combine(Root, "src", project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal);

        Assert.Equal(allowed, string.Join(' ', references));
    }

    [Fact]
    public void Only_the_folder_GameLift_knows_the_AWS_client()
    {
        var strangers = SourceFiles("StreamOps.Operations", "StreamOps.Dashboard")
            .Where(file => !file.Contains(Path.Combine("StreamOps.Operations", "GameLift"), StringComparison.Ordinal))
            .Where(file => AmazonNamespace().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Root, file));

        Assert.Empty(strangers);
    }

    [Fact]
    public void Operations_knows_no_pixels()
    {
        var strangers = SourceFiles("StreamOps.Operations")
            .Where(file => PixelNamespace().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Root, file));

        Assert.Empty(strangers);
    }

    /// <summary>The generator of log methods orders classes of one name by chance, and the build is no longer the same to the byte.</summary>
    [Theory]
    [InlineData("StreamOps.Operations")]
    [InlineData("StreamOps.Dashboard")]
    [InlineData("StreamOps.Emulator")]
    public void No_two_classes_of_log_methods_share_a_name_in_a_namespace(string project)
    {
        var shared = SourceFiles(project)
            .Select(File.ReadAllText)
            .Where(text => text.Contains("[LoggerMessage(", StringComparison.Ordinal))
            .Select(text => $"{Namespace().Match(text).Groups["name"].Value}.{LogClassOf(text)}")
            .GroupBy(name => name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key);

        Assert.Empty(shared);
    }

    /// <summary>The class that holds a file's log methods: the last one that begins before the first of them.</summary>
    private static string LogClassOf(string text) =>
        LogClass().Matches(text[..text.IndexOf("[LoggerMessage(", StringComparison.Ordinal)])[^1].Groups["name"].Value;

    private static IEnumerable<string> SourceFiles(params string[] projects) =>
        projects
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string FindRoot([CallerFilePath] string path = "")
    {
        var folder = new FileInfo(path).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StreamOps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("StreamOps.sln is in no folder above this file.");
    }

    [GeneratedRegex(
        @"^@?using Amazon\.|\bAmazon\.(Runtime|GameLiftStreams|Extensions)\b",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex AmazonNamespace();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"partial class (?<name>\w+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex LogClass();

    [GeneratedRegex(
        @"^using (Microsoft\.AspNetCore\.(Components|Http|Builder|SignalR)|MudBlazor)\b",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex PixelNamespace();
}
