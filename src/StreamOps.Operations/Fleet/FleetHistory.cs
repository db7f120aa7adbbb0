namespace StreamOps.Operations.Fleet;

/// <summary>The last few steps between snapshots, so that a watcher that is a little behind need not compare whole fleets.</summary>
internal sealed class FleetHistory
{
    private const int StepsKept = 64;

    // Beyond this many changes a comparison of whole fleets is no dearer than folding.
    private const int FoldAtMost = 10_000;

    private readonly Queue<(long Version, ImmutableArray<FleetChange> Changes)> _steps = new(StepsKept);

    /// <summary>Notes what led to a version; versions come without gaps.</summary>
    public void Add(long version, ImmutableArray<FleetChange> changes)
    {
        if (_steps.Count == StepsKept)
        {
            _steps.Dequeue();
        }

        _steps.Enqueue((version, changes));
    }

    /// <summary>What changed from one snapshot to a later one.</summary>
    public ImmutableArray<FleetChange> Between(FleetSnapshot before, FleetSnapshot after)
    {
        var steps = _steps
            .Where(step => step.Version > before.Version && step.Version <= after.Version)
            .Select(step => step.Changes)
            .ToList();
        var isUnbroken = after.Version > before.Version && steps.Count == after.Version - before.Version;
        if (!isUnbroken || steps.Sum(step => (long)step.Length) > FoldAtMost)
        {
            return FleetDiff.Between(before, after);
        }

        return steps.Count == 1 ? steps[0] : FleetDiff.Fold(steps);
    }
}
