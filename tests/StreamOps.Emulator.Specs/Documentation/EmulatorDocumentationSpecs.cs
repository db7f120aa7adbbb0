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

    [Fact]
    public void Nothing_else_stands_in_the_table_of_switches()
    {
        var rows = Document()
            .Split('\n')
            .SkipWhile(line => !line.StartsWith("| Switch |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('`')[1]);

        Assert.Equal(Switches.Select(row => row.Data.Item1).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

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
