using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;

namespace StreamOps.Dashboard.Tests.Architecture;

/// <summary>Doors between rooms open one way, by the compiled types; which doors there are and why is said in docs/rooms.md.</summary>
public sealed partial class RoomsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "rooms.md"));

    private static readonly ArchUnitNET.Domain.Architecture Compiled = new ArchLoader()
        .LoadAssemblies(
            typeof(DashboardApp).Assembly,
            typeof(Operations.OperationsServices).Assembly,
            typeof(Emulator.EmulatorApp).Assembly
        )
        .Build();

    public static TheoryData<string> Projects => ["StreamOps.Operations", "StreamOps.Dashboard", "StreamOps.Emulator"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_rooms_use_each_other_in_a_circle(string project) =>
        SliceRuleDefinition.Slices().Matching($"{project}.(*)..").Should().BeFreeOfCycles().Check(Compiled);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Nobody_uses_the_composition(string project)
    {
        var users = Compiled
            .Types.Where(type => RoomOf(project, type) is { Length: > 0 })
            .Where(type => type.Dependencies.Any(one => RoomOf(project, one.Target) is ""))
            .Select(type => type.FullName);

        Assert.Empty(users);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_doors_are_those_that_the_page_gives_a_reason_for(string project)
    {
        var doors = Doors(project);
        var given = Given(project);

        var unknown = doors.Keys.Except(given, StringComparer.Ordinal).Select(door => $"{door}, as {doors[door]}");
        var unused = given.Except(doors.Keys, StringComparer.Ordinal).Select(door => $"{door} on the page alone");
        var faults = string.Join('\n', unknown.Concat(unused).Order(StringComparer.Ordinal));
        Assert.True(faults.Length == 0, faults);
    }

    /// <summary>What the audit says of an act has one author; beside it the table cuts what is too long.</summary>
    [Fact]
    public void Audit_entries_are_made_in_one_place()
    {
        var makers =
            from type in Compiled.Types
            from call in type.Dependencies.OfType<MethodCallDependency>()
            where call.TargetMember is MethodMember { MethodForm: MethodForm.Constructor }
            where call.Target.Name is nameof(Operations.Audit.AuditEntry) && type.Name is not nameof(Operations.Audit.AuditEntry)
            select type.Name;

        Assert.Equal(["AuditEntries", "AuditTable"], makers.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>Each door between two rooms of a project, with a type that goes through it.</summary>
    private static Dictionary<string, string> Doors(string project) =>
        (
            from type in Compiled.Types
            from dependency in type.Dependencies
            let room = RoomOf(project, type)
            let used = RoomOf(project, dependency.Target)
            where room is { Length: > 0 } && used is { Length: > 0 } && !string.Equals(room, used, StringComparison.Ordinal)
            select (Door: $"{room} → {used}", By: $"{type.Name} uses {dependency.Target.Name}")
        )
            .DistinctBy(one => one.Door, StringComparer.Ordinal)
            .ToDictionary(one => one.Door, one => one.By, StringComparer.Ordinal);

    /// <summary>The doors of a project on the page: a line of a room names all rooms it uses.</summary>
    private static List<string> Given(string project)
    {
        var section = Page.Split($"## {project}", 2, StringSplitOptions.None)[1].Split("\n## ", 2, StringSplitOptions.None)[0];
        return
        [
            .. from line in section.Split('\n')
            let door = Door().Match(line)
            where door.Success
            select $"{door.Groups["room"].Value} → {door.Groups["used"].Value}",
        ];
    }

    /// <summary>The room of a type; empty for the composition, null for what is not of the project.</summary>
    private static string? RoomOf(string project, IType type) =>
        type.Namespace?.FullName is not { } name ? null
        : string.Equals(name, project, StringComparison.Ordinal) ? ""
        : name.StartsWith($"{project}.", StringComparison.Ordinal) ? name[(project.Length + 1)..].Split('.')[0]
        : null;

    private static string Root([CallerFilePath] string path = "")
    {
        var folder = new FileInfo(path).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StreamOps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("StreamOps.sln is in no folder above this file.");
    }

    [GeneratedRegex(@"^\| (?<room>\w+) → (?<used>\w+) \| \S", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Door();
}
