using Microsoft.AspNetCore.WebUtilities;
using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.Audit;

/// <summary>What of the audit is asked for, as the address of its page has it, and that of its export.</summary>
/// <param name="Query">Which entries.</param>
/// <param name="Place">From where on.</param>
internal sealed record AuditAddress(AuditQuery Query, AuditPlace Place)
{
    private const string PersonKey = "person";
    private const string ActKey = "act";
    private const string OutcomeKey = "outcome";

    // The page's own panel has "session".
    private const string SessionKey = "on";
    private const string FromKey = "from";
    private const string ToKey = "to";
    private const string BeforeKey = "before";
    private const string AfterKey = "after";

    /// <summary>How a moment is typed into a field, without its second.</summary>
    public const string FieldFormat = "yyyy-MM-dd'T'HH:mm";

    private static readonly string[] Times =
    [
        "yyyy-MM-dd",
        FieldFormat,
        "yyyy-MM-dd'T'HH:mm'Z'",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
    ];

    /// <summary>Whether all of it was understood: a misspelt time must not pass for none.</summary>
    public bool IsUnderstood { get; private init; } = true;

    /// <summary>Reads the query part of an address.</summary>
    public static AuditAddress Parse(string text)
    {
        var values = QueryHelpers.ParseQuery(text);
        string One(string key) => values.TryGetValue(key, out var value) ? (value[^1] ?? "").Trim() : "";
        var isUnderstood = true;
        T? Read<T>(string key, Func<string, T?> read)
            where T : struct
        {
            var value = One(key);
            var found = value.Length == 0 ? null : read(value);
            isUnderstood &= value.Length == 0 || found is not null;
            return found;
        }

        return new AuditAddress(
            new AuditQuery
            {
                Person = One(PersonKey),
                Act = One(ActKey),
                Outcome = One(OutcomeKey),
                Session = One(SessionKey),
                From = Read<DateTimeOffset>(FromKey, word => TimeOf(word)),
                To = Read<DateTimeOffset>(ToKey, word => TimeOf(word)),
            },
            new AuditPlace(Read<long>(BeforeKey, NumberOf), Read<long>(AfterKey, NumberOf))
        )
        {
            IsUnderstood = isUnderstood,
        };
    }

    /// <summary>A time of UTC as it is typed; null for anything else.</summary>
    public static DateTimeOffset? TimeOf(string value) =>
        DateTimeOffset.TryParseExact(
            value,
            Times,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    /// <summary>Its part of an address, as a change to the rest of it: null takes a key away.</summary>
    public IReadOnlyDictionary<string, object?> Parameters =>
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [PersonKey] = OrNull(Query.Person),
            [ActKey] = OrNull(Query.Act),
            [OutcomeKey] = OrNull(Query.Outcome),
            [SessionKey] = OrNull(Query.Session),
            [FromKey] = Written(Query.From),
            [ToKey] = Written(Query.To),
            [BeforeKey] = Place.Before,
            [AfterKey] = Place.After,
        };

    /// <summary>Where what is asked for is given out, of all sheets.</summary>
    public string ExportIn(AuditFormat format) =>
        QueryHelpers.AddQueryString(
            AuditEndpoints.ExportIn(format),
            Parameters
                .Where(parameter => parameter.Key is not (BeforeKey or AfterKey))
                .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value))
                .Where(parameter => parameter.Value is not null)
        );

    private static string? Written(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static long? NumberOf(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
