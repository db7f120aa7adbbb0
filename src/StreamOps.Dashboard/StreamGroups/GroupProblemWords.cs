using StreamOps.Operations.Fleet;

namespace StreamOps.Dashboard.StreamGroups;

/// <summary>Names stream groups in a sentence.</summary>
internal static class GroupProblemWords
{
    /// <summary>So many are named; of more, a phone would show nothing but names.</summary>
    private const int Named = 3;

    /// <summary>The groups' descriptions, with their IDs where they share one, or their IDs where they have none: <c>A, B and C</c>, or <c>A, B, C and 17 more</c>.</summary>
    public static IEnumerable<(string Joint, string Name)> Names(IReadOnlyList<LiveStreamGroup> groups)
    {
        string[] names =
        [
            .. DistinctNames
                .Of(groups, group => group.Group.Description, group => group.Group.Id)
                .Select(named => named.Name)
                .Order(StringComparer.Ordinal)
                .Take(Named),
        ];
        return names.Select(
            (name, place) =>
                (
                    place == 0 ? ""
                    : place == groups.Count - 1 ? " and "
                    : ", ",
                    name
                )
        );
    }

    /// <summary>How many are not named, as <c> and 17 more</c>; empty when all are.</summary>
    public static string More(IReadOnlyList<LiveStreamGroup> groups) =>
        groups.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {groups.Count - Named} more") : "";
}
