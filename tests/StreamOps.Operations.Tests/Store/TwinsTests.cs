using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace StreamOps.Operations.Tests.Store;

/// <summary>What is specified of the one store is specified of the other.</summary>
public sealed partial class TwinsTests
{
    /// <summary>Those that open a store and need no twin, each with its reason.</summary>
    private static readonly Dictionary<string, string> OfOneStore = new(StringComparer.Ordinal)
    {
        ["BackupTests"] = "files of SQLite; PostgreSQL's own program is tried in it beside them",
        ["StoreStartTests"] = "folder, lock and file of SQLite; PostgresServerFaultTests speak of the server",
        ["LostConfirmationTests"] = "a server of its own, whose line is cut",
        ["OfferCorpusTests"] = "the clinic keeps nothing",
    };

    [Fact]
    public void Every_class_that_opens_a_store_is_run_on_PostgreSQL_as_well()
    {
        var opening = Directory
            .EnumerateFiles(Path.Combine(Here(), ".."), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Where(text => Opens().IsMatch(text))
            .Select(text => TestClass().Match(text).Groups["name"].Value)
            .ToList();

        var withoutTwin = opening.Where(name =>
            !OfOneStore.ContainsKey(name)
            && !typeof(TwinsTests)
                .Assembly.GetTypes()
                .Any(type => type.BaseType?.Name == name && type.IsDefined(typeof(OnPostgresAttribute), inherit: false))
        );

        Assert.Empty(withoutTwin);
        Assert.Empty(OfOneStore.Keys.Except(opening, StringComparer.Ordinal));
        Assert.True(opening.Count > 30, $"{opening.Count} classes open a store");
    }

    [GeneratedRegex(
        @"(TemporaryStore\.Create|AuditStage\.\w+|Stage\.Open)Async\(",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Opens();

    [GeneratedRegex(@"\bclass (?<name>\w+Tests)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TestClass();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
