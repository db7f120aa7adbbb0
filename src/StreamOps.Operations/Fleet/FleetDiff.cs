namespace StreamOps.Operations.Fleet;

/// <summary>What differs between two snapshots. Identity tracks content, so comparing references is enough.</summary>
public static class FleetDiff
{
    /// <summary>Every session that is new, different or gone, in no order.</summary>
    public static ImmutableArray<FleetChange> Between(FleetSnapshot before, FleetSnapshot after)
    {
        if (ReferenceEquals(before.Sessions, after.Sessions))
        {
            return [];
        }

        var changes = ImmutableArray.CreateBuilder<FleetChange>();
        foreach (var (arn, session) in after.Sessions)
        {
            var earlier = before.Sessions.GetValueOrDefault(arn);
            if (!ReferenceEquals(earlier, session))
            {
                changes.Add(new FleetChange(arn, earlier, session));
            }
        }

        foreach (var (arn, session) in before.Sessions)
        {
            if (!after.Sessions.ContainsKey(arn))
            {
                changes.Add(new FleetChange(arn, session, After: null));
            }
        }

        return changes.ToImmutable();
    }

    /// <summary>Folds consecutive steps into one: the first before, the last after, nothing for what came back to where it was.</summary>
    internal static ImmutableArray<FleetChange> Fold(IEnumerable<ImmutableArray<FleetChange>> steps)
    {
        var folded = new Dictionary<StreamSessionArn, FleetChange>();
        foreach (var change in steps.SelectMany(step => step))
        {
            folded[change.Arn] = folded.TryGetValue(change.Arn, out var earlier) ? earlier with { After = change.After } : change;
        }

        return [.. folded.Values.Where(change => !ReferenceEquals(change.Before, change.After))];
    }
}
