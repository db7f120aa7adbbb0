namespace StreamOps.Operations.Audit;

/// <summary>What somebody may read who is kept to some stream groups: what was done in those, and of what concerns no session what they did themselves.</summary>
/// <param name="Groups">The groups, by id.</param>
/// <param name="Subject">Who reads.</param>
internal sealed record AuditSight(ImmutableHashSet<string> Groups, string Subject)
{
    /// <summary>The entries that may be read.</summary>
    public IQueryable<AuditRow> Of(IQueryable<AuditRow> rows)
    {
        var (parts, subject) = (Groups.Select(id => $":streamsession/{id}/").ToArray(), Subject);
        return rows.Where(row =>
            row.Session == null || row.Session == "" ? row.Subject == subject : parts.Any(part => row.Session.Contains(part))
        );
    }
}
