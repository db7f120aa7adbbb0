namespace StreamOps.Operations.Meter;

/// <summary>How old what is known of one stream group is, list by list.</summary>
/// <param name="StreamGroupId">Which.</param>
/// <param name="Name">The name people know it by; its id where it has none. Foreign text.</param>
/// <param name="IsPlayed">Whether sessions of it are played: where nobody plays its lists are read seldom, and nobody loses by it.</param>
/// <param name="Lists">Its lists, those who wait first.</param>
public sealed record GroupAges(string StreamGroupId, string Name, bool IsPlayed, IReadOnlyList<ListAge> Lists)
{
    /// <summary>How many of its lists are older than the plan has it.</summary>
    internal int Late { get; } = Lists.Count(list => list.IsLate);

    /// <summary>How seldom those who wait in it are read.</summary>
    internal TimeSpan Waiting { get; } =
        Lists
            .Where(list => list.Status == StreamSessionStatus.PendingClientReconnection)
            .Select(list => list.Interval)
            .DefaultIfEmpty()
            .Max();
}
