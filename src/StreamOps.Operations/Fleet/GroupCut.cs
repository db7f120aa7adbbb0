namespace StreamOps.Operations.Fleet;

/// <summary>What a snapshot was cut down to. The same object in the next snapshot, as long as the same stream groups may be seen.</summary>
/// <param name="sight">Whose it is.</param>
/// <param name="ids">The stream groups that may be seen.</param>
public sealed class GroupCut(GroupSight sight, ImmutableHashSet<string> ids)
{
    /// <summary>Whose it is.</summary>
    public GroupSight Sight { get; } = sight;

    internal ImmutableHashSet<string> Ids { get; } = ids;

    /// <summary>Whether a session is in there.</summary>
    public bool Shows(StreamSessionArn session) => Ids.Contains(session.StreamGroupId);
}
