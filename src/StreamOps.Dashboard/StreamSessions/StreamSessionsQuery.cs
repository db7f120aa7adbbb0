using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using StreamOps.Operations.Fleet;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>What the Sessions page is asked to show: the address parses to it and is printed from it.</summary>
public sealed record StreamSessionsQuery
{
    public static readonly StreamSessionsQuery All = new();

    private const string StatusKey = "status";
    private const string GroupKey = "group";
    private const string LocationKey = "location";
    private const string ApplicationKey = "application";
    private const string TextKey = "q";
    private const string EndedKey = "ended";

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

    /// <summary>Reads the query part of an address; what it does not know it leaves out.</summary>
    public static StreamSessionsQuery Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string One(string key) => values.TryGetValue(key, out var value) ? value[^1] ?? "" : "";
        return new StreamSessionsQuery
        {
            Statuses =
            [
                .. (values.TryGetValue(StatusKey, out var statuses) ? statuses.ToArray() : [])
                    .OfType<string>()
                    .Where(word => word.Length > 0),
            ],
            StreamGroupId = One(GroupKey),
            Location = One(LocationKey),
            ApplicationArn = One(ApplicationKey),
            Text = One(TextKey),
            WithEnded = One(EndedKey) == "1",
        };
    }

    /// <summary>The query's own part of an address, as a change to the rest of it: null takes a key away.</summary>
    public IReadOnlyDictionary<string, object?> ToParameters() =>
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [StatusKey] = Statuses.Count == 0 ? null : Statuses.ToArray(),
            [GroupKey] = OrNull(StreamGroupId),
            [LocationKey] = OrNull(Location),
            [ApplicationKey] = OrNull(ApplicationArn),
            [TextKey] = OrNull(Text),
            [EndedKey] = WithEnded ? "1" : null,
        };

    /// <summary>Prints the query, as <c>?status=CONNECTED&amp;q=u-88</c>; empty when it asks for nothing.</summary>
    public string Print() =>
        QueryHelpers.AddQueryString(
            "",
            ToParameters()
                .SelectMany(pair =>
                    pair.Value is string[] many
                        ? many.Select(value => KeyValuePair.Create(pair.Key, (string?)value))
                        : [KeyValuePair.Create(pair.Key, (string?)pair.Value)]
                )
                .Where(pair => pair.Value is not null)
        );

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
    public bool Equals(StreamSessionsQuery? other) => other is not null && string.Equals(Print(), other.Print(), StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Print());

    private bool Matches(LiveStreamSession session, FleetSnapshot snapshot) =>
        Has(session.Session.UserId)
        || Has(session.Arn.Value)
        || Has(session.Session.ApplicationArn)
        || Has(snapshot.ApplicationName(session.Session.ApplicationArn));

    private bool Has(string text) => text.Contains(Text, StringComparison.OrdinalIgnoreCase);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
