using StreamOps.Operations.Acts;

namespace StreamOps.Operations.Audit;

/// <summary>Tells the audit who came, who left and who was turned away at a door: people whom the provider knows, and nobody else.</summary>
/// <remarks>That an entry cannot be written keeps nobody out: with a full disk there is still somebody who must look.</remarks>
public sealed class AccessNotes(AuditLog audit, FleetAccess fleet)
{
    /// <summary>Stands for people of whom nothing is known.</summary>
    private static readonly Person Unknown = new("somebody");

    /// <summary>Somebody signed in, and has a role.</summary>
    public Task SignedInAsync(Person person) => audit.NoteAsync(AuditEntries.SignIn(fleet.ServiceNow, person, AuditSteps.Done, ""));

    /// <summary>Somebody signed in, and has no role here.</summary>
    public Task WithoutRoleAsync(Person person) =>
        audit.NoteAsync(AuditEntries.SignIn(fleet.ServiceNow, person, AuditSteps.Refused, "The provider gives them no role here."));

    /// <summary>The provider gives somebody another role than before.</summary>
    /// <param name="person">As they are now.</param>
    /// <param name="before">The role before, as a word; null for none.</param>
    public Task RoleChangedAsync(Person person, string? before) =>
        audit.NoteAsync(
            AuditEntries.SignIn(
                fleet.ServiceNow,
                person,
                AuditSteps.Changed,
                $"The provider says so: {before ?? "no role"} before, {person?.Role ?? "no role"} now."
            )
        );

    /// <summary>A sign-in ended.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="why">A sentence; empty where they did it themselves.</param>
    public Task SignedOutAsync(Person person, string why) => audit.NoteAsync(AuditEntries.SignOut(fleet.ServiceNow, person, why));

    /// <summary>Sign-ins of before a start that nobody can read any more, and so nobody has any more: one entry for all of them.</summary>
    /// <param name="count">How many.</param>
    public Task NotReadAsync(int count) =>
        audit.NoteAsync(
            AuditEntries.SignOut(
                fleet.ServiceNow,
                Unknown,
                $"Sign-ins of before the start ended: they cannot be read any more, so whose they were is not known. How many: {count}."
            )
        );

    /// <summary>Somebody asked at a door for what they may not, before any desk.</summary>
    /// <param name="person">Who.</param>
    /// <param name="act">One of <see cref="AuditActions"/>.</param>
    /// <param name="why">The sentence they got.</param>
    public Task ForbiddenAsync(Person person, string act, string why) =>
        audit.NoteAsync(AuditEntries.Forbidden(fleet.ServiceNow, person, act, why));
}
