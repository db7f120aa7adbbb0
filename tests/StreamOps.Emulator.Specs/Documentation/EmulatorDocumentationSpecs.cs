using System.Text.Json;
using StreamOps.Emulator.Local;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Specs.Documentation;

/// <summary>docs/emulator.md names every switch with its default.</summary>
public sealed class EmulatorDocumentationSpecs
{
    public static TheoryData<string, string> Switches =>
        new(
            JsonSerializer
                .SerializeToElement(new EmulatorSwitches(), LocalJson.Options)
                .EnumerateObject()
                .Select(member => (member.Name, member.Value.ToString()))
        );

    [Theory]
    [MemberData(nameof(Switches))]
    public void A_switch_stands_in_the_document_with_its_default(string name, string defaultValue) =>
        Assert.Contains(
            $"| `{name}` | `{(defaultValue is "True" or "False" ? defaultValue.ToLowerInvariant() : defaultValue)}` |",
            Document(),
            StringComparison.Ordinal
        );

    private static string Document()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StreamOps.sln")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllText(Path.Combine(folder!.FullName, "docs", "emulator.md"));
    }
}
