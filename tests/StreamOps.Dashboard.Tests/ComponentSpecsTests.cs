using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace StreamOps.Dashboard.Tests;

/// <summary>No component without a spec.</summary>
public sealed partial class ComponentSpecsTests
{
    /// <summary>What only a whole host can serve: its tests ask for pages over HTTP.</summary>
    private static readonly HashSet<string> OfTheHost = ["App", "Routes", "SignedInOnly", "DemoPage", "StageView"];

    /// <summary>Parts whose words and marks are judged on the component that they are a part of.</summary>
    private static readonly Dictionary<string, string> PartOf = new(StringComparer.Ordinal)
    {
        ["LocationRow"] = "StreamGroupCard",
        ["UnreadFace"] = "StreamSessionsPage",
        ["PollFailure"] = "StaleBanner",
        ["RescueQueueRow"] = "RescueQueuePage",
        ["LadderSteps"] = "SendLinkLane",
        ["RescueButton"] = "RescueQueueRow",
        ["WhoCell"] = "RescueQueueRow",
        ["TimeLeft"] = "RescueQueueRow",
        ["StatusMark"] = "StreamSessionRow",
        ["FilterBox"] = "StreamSessionFilters",
        ["Symbol"] = "RescueQueueRow",
        ["MoreRows"] = "RescueQueuePage",
        ["Fold"] = "RescueQueuePage",
        ["EndedRow"] = "EndedTable",
        ["UnverifiedMark"] = "AuditList",
        ["AuditLineRow"] = "AuditPage",
        ["AuditFilters"] = "AuditPage",
        ["SignOutLink"] = "OperatorMark",
        ["PasteLane"] = "RescuePanel",
        ["DemoIdentitySwitch"] = "Banners",
        ["ProductSign"] = "TopBar",
        ["MeterCalls"] = "MeterPanel",
        ["MeterShare"] = "MeterPanel",
        ["MeterAges"] = "MeterPanel",
    };

    public static TheoryData<string> Components =>
        [
            .. typeof(DashboardApp)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(ComponentBase)) && !type.IsAbstract && MarkupOf(type.Name) is not null)
                .Select(type => type.Name)
                .Where(name => !OfTheHost.Contains(name)),
        ];

    [Theory]
    [MemberData(nameof(Components))]
    public void A_component_is_rendered_by_a_test_itself_or_as_a_named_part(string component)
    {
        var whole = component;
        while (PartOf.TryGetValue(whole, out var next))
        {
            Assert.Matches($@"<{whole}\b|@{whole}\.Of\(", File.ReadAllText(MarkupOf(next)!));
            whole = next;
        }

        Assert.True(IsRendered(whole), $"No test renders {whole}.");
    }

    /// <summary>Whether it is markup without a component of its own, for rows: it is drawn by whoever has it.</summary>
    internal static bool IsMark(string component) =>
        typeof(DashboardApp)
            .Assembly.GetTypes()
            .Any(type => type.Name == component && type.GetMethod("Of")?.ReturnType == typeof(RenderFragment));

    private static bool IsRendered(string component) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, "tests", "StreamOps.Dashboard.Tests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => Rendering().Matches(File.ReadAllText(file)))
            .Any(match => match.Groups["component"].Value == component || match.Groups["dialog"].Value == component);

    private static string? MarkupOf(string component) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, "src", "StreamOps.Dashboard"), $"{component}.razor", SearchOption.AllDirectories)
            .SingleOrDefault();

    /// <summary>Where the components stand.</summary>
    internal static string Source => Path.Combine(Root, "src", "StreamOps.Dashboard");

    private static string Root { get; } = FindRoot();

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
        @"\b(Render|AddChildContent|FindComponent|Page)<(?<component>\w+)>\(|\b(?<dialog>\w+)\.AskAsync\(",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Rendering();
}
