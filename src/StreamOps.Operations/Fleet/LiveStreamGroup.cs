namespace StreamOps.Operations.Fleet;

/// <summary>One stream group of the fleet. An unchanged group is the same object in the next snapshot.</summary>
/// <param name="Group">The last good read.</param>
/// <param name="Problem">Why its sessions cannot be read now, as <c>AccessDeniedException</c>; null when they can.</param>
public sealed record LiveStreamGroup(StreamGroup Group, ApiErrorCode? Problem = null)
{
    /// <summary>The API operation that <see cref="Problem"/> speaks of; empty when there is none.</summary>
    public string ProblemOperation { get; init; } = "";

    /// <summary>Its tags, each as <c>support=yes</c>. Read only where somebody's sight goes by tags; null until then and where a read failed, empty where they may not be read.</summary>
    public ImmutableHashSet<string>? Tags { get; init; }
}
