using Microsoft.AspNetCore.WebUtilities;
using StreamOps.Operations.StreamSessions;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>What the Sessions page is asked to show stands in its address: it is read from it and written to it.</summary>
internal static class StreamSessionsAddress
{
    private const string StatusKey = "status";
    private const string GroupKey = "group";
    private const string LocationKey = "location";
    private const string ApplicationKey = "application";
    private const string TextKey = "q";
    private const string EndedKey = "ended";

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
    public static IReadOnlyDictionary<string, object?> ParametersOf(StreamSessionsQuery query) =>
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [StatusKey] = query.Statuses.Count == 0 ? null : query.Statuses.ToArray(),
            [GroupKey] = OrNull(query.StreamGroupId),
            [LocationKey] = OrNull(query.Location),
            [ApplicationKey] = OrNull(query.ApplicationArn),
            [TextKey] = OrNull(query.Text),
            [EndedKey] = query.WithEnded ? "1" : null,
        };

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
