namespace StreamOps.Operations.Audit;

/// <summary>Which entries are asked for; what is empty or null asks nothing.</summary>
public sealed record AuditQuery
{
    /// <summary>A name or a subject, whole.</summary>
    public string Person { get; init; } = "";

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    public string Act { get; init; } = "";

    /// <summary>A session's ARN, or its id.</summary>
    public string Session { get; init; } = "";

    /// <summary>One of <see cref="AuditSteps"/>.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>Not before this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>What alone may be read; null for all.</summary>
    internal AuditSight? Sight { get; init; }

    /// <summary>How many things are asked.</summary>
    public int Filters => Asked.Count();

    private IEnumerable<string> Asked =>
        new (string What, string? Value)[]
        {
            ("person", Person),
            ("act", Act),
            ("session", Session),
            ("outcome", Outcome),
            ("from", Words(From)),
            ("before", Words(To)),
        }
            .Where(asked => !string.IsNullOrEmpty(asked.Value))
            .Select(asked => $"{asked.What} {asked.Value}");

    /// <summary>In words: what is asked for, or everything.</summary>
    public override string ToString() => Filters == 0 ? "everything" : string.Join(", ", Asked);

    /// <summary>The entries that fit.</summary>
    internal IQueryable<AuditRow> Of(IQueryable<AuditRow> rows)
    {
        var (person, act, session, outcome) = (Person, Act, Session, Outcome);
        var (from, to) = (From?.UtcTicks, To?.UtcTicks);
        rows = person.Length == 0 ? rows : rows.Where(row => row.Operator == person || row.Subject == person);
        rows = act.Length == 0 ? rows : rows.Where(row => row.Action == act);
        rows = outcome.Length == 0 ? rows : rows.Where(row => row.Outcome == outcome);
        rows = from is null ? rows : rows.Where(row => row.At >= from);
        rows = to is null ? rows : rows.Where(row => row.At < to);
        rows = Sight?.Of(rows) ?? rows;
        var id = $"/{session}";
        return session.Length == 0 ? rows : rows.Where(row => row.Session == session || row.Session!.EndsWith(id));
    }

    private static string? Words(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
