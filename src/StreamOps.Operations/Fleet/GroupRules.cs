namespace StreamOps.Operations.Fleet;

/// <summary>What reads make of stream groups. Touches nothing; an unchanged group comes back as the same object.</summary>
internal static class GroupRules
{
    /// <summary>Whether the sessions of the group are listed: an expired group answers nothing but Get, one being deleted only as long as it can.</summary>
    public static bool IsPolled(LiveStreamGroup group) =>
        group.Group.Status != StreamGroupStatus.Expired && (group.Group.Status != StreamGroupStatus.Deleting || group.Problem is null);

    /// <summary>Whether sessions run in it, by its capacity: what is allocated and not idle.</summary>
    public static bool IsInUse(LiveStreamGroup group) =>
        group.Group.Locations?.Any(location => location.AllocatedCapacity > location.IdleCapacity) == true;

    /// <summary>The groups with one that a list showed; a list knows less of it than a single read.</summary>
    public static ImmutableDictionary<string, LiveStreamGroup> WithListed(
        ImmutableDictionary<string, LiveStreamGroup> groups,
        StreamGroup listed
    )
    {
        if (!groups.TryGetValue(listed.Id, out var known))
        {
            return groups.Add(listed.Id, new LiveStreamGroup(listed));
        }

        var merged = listed with
        {
            StatusReason = known.Group.Status == listed.Status ? known.Group.StatusReason : listed.StatusReason,
            Locations = known.Group.Locations,
            Description = listed.Description.Length > 0 ? listed.Description : known.Group.Description,
            StreamClass = listed.StreamClass.Length > 0 ? listed.StreamClass : known.Group.StreamClass,
            DefaultApplicationArn =
                listed.DefaultApplicationArn.Length > 0 ? listed.DefaultApplicationArn : known.Group.DefaultApplicationArn,
            CreatedAt = listed.CreatedAt ?? known.Group.CreatedAt,
            ExpiresAt = listed.ExpiresAt ?? known.Group.ExpiresAt,
        };
        return merged == known.Group ? groups : groups.SetItem(listed.Id, known with { Group = merged });
    }

    /// <summary>The group with all that a single read shows.</summary>
    public static LiveStreamGroup WithDetails(LiveStreamGroup known, StreamGroup read)
    {
        // Lists compare by reference: an equal one is kept.
        var areSame =
            known.Group.Locations is not null && read.Locations is not null && known.Group.Locations.SequenceEqual(read.Locations);
        var group = areSame ? read with { Locations = known.Group.Locations } : read;
        var isCured = string.Equals(known.ProblemOperation, ApiOperations.GetStreamGroup, StringComparison.Ordinal);
        if (group == known.Group && !isCured)
        {
            return known;
        }

        return isCured ? known with { Group = group, Problem = null, ProblemOperation = "" } : known with { Group = group };
    }
}
