using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.StreamSessions;

/// <summary>Which sessions somebody asks for.</summary>
public sealed record StreamSessionsQuery
{
    public static readonly StreamSessionsQuery All = new();

    /// <summary>In the API's words; empty for any.</summary>
    public ImmutableSortedSet<string> Statuses { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>A stream group's id; empty for any.</summary>
    public string StreamGroupId { get; init; } = "";

    public string Location { get; init; } = "";

    /// <summary>An application's ARN; empty for any.</summary>
    public string ApplicationArn { get; init; } = "";

    /// <summary>Free text over player, ARN and application.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether ended sessions are shown too.</summary>
    public bool WithEnded { get; init; }

    /// <summary>How many filters narrow the list.</summary>
    public int Filters =>
        (Statuses.Count > 0 ? 1 : 0)
        + (StreamGroupId.Length > 0 ? 1 : 0)
        + (Location.Length > 0 ? 1 : 0)
        + (ApplicationArn.Length > 0 ? 1 : 0)
        + (Text.Length > 0 ? 1 : 0);

    /// <summary>The same query with a status switched on or off.</summary>
    public StreamSessionsQuery Toggle(string status)
    {
        var without = Statuses.Remove(status);
        return this with { Statuses = without.Count < Statuses.Count ? without : Statuses.Add(status) };
    }

    /// <summary>The same view without any filter.</summary>
    public StreamSessionsQuery Clear() => new() { WithEnded = WithEnded };

    /// <summary>Whether a session is shown.</summary>
    public bool Shows(LiveStreamSession session, FleetSnapshot snapshot) =>
        (WithEnded || !session.IsOver)
        && (Statuses.Count == 0 || Statuses.Contains(session.Status.Value))
        && (StreamGroupId.Length == 0 || Same(session.Arn.StreamGroupId, StreamGroupId))
        && (Location.Length == 0 || Same(session.Session.Location, Location))
        && (ApplicationArn.Length == 0 || Same(session.Session.ApplicationArn, ApplicationArn))
        && (Text.Length == 0 || Matches(session, snapshot));

    /// <summary>Two queries are equal when they ask for the same.</summary>
    public bool Equals(StreamSessionsQuery? other) =>
        other is not null
        && Statuses.SetEquals(other.Statuses)
        && Same(StreamGroupId, other.StreamGroupId)
        && Same(Location, other.Location)
        && Same(ApplicationArn, other.ApplicationArn)
        && Same(Text, other.Text)
        && WithEnded == other.WithEnded;

    public override int GetHashCode() => HashCode.Combine(Statuses.Count, StreamGroupId, Location, ApplicationArn, Text, WithEnded);

    private bool Matches(LiveStreamSession session, FleetSnapshot snapshot) =>
        Has(session.Session.UserId)
        || Has(session.Arn.Value)
        || Has(session.Session.ApplicationArn)
        || Has(snapshot.ApplicationName(session.Session.ApplicationArn));

    private bool Has(string text) => text.Contains(Text, StringComparison.OrdinalIgnoreCase);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
