using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Acts;

/// <summary>Who acts, as far as the desks ask.</summary>
/// <param name="Subject">The sign-in provider's own name for the person, which never changes; empty where nobody signs in.</param>
/// <param name="Name">Written into rescues and the audit.</param>
/// <param name="Role">What they are here.</param>
/// <param name="MayTakeOver">Whether they hold the permission to take over a player's session, which is in no role.</param>
public sealed record Actor(string Subject, string Name, ActorRole Role, bool MayTakeOver)
{
    /// <summary>The stream groups they may see: of all others nothing is there for them.</summary>
    public GroupSight Sees { get; init; } = GroupSight.All;

    /// <summary>Who it is, as the record keeps them. Where nobody signs in there is no role to be told.</summary>
    public Person Person => Subject.Length == 0 ? new Person(Name) : new Person(Name, Subject, Role.Word());

    /// <summary>Somebody who gave a name where there is no sign-in: they may all that the settings allow.</summary>
    public static Actor Unproven(string name) => new("", name, ActorRole.Lead, MayTakeOver: true);
}

/// <summary>What somebody is to StreamOps; each role may all that the one before it may.</summary>
public enum ActorRole
{
    /// <summary>Looks.</summary>
    Viewer,

    /// <summary>Rescues, exports, terminates.</summary>
    Operator,

    /// <summary>Also ends links and takeovers of others, and makes access tokens.</summary>
    Lead,
}

/// <summary>Roles by their names in claims and forms, and by the words that people read.</summary>
public static class ActorRoles
{
    /// <summary>Those there are, in the order of what each may.</summary>
    public static IReadOnlyList<ActorRole> All { get; } = Enum.GetValues<ActorRole>();

    /// <summary>The role of a name, as <c>Viewer</c>; null where none has it.</summary>
    public static ActorRole? Named(string? name) =>
        All.Where(role => string.Equals(role.ToString(), name, StringComparison.Ordinal)).Select(role => (ActorRole?)role).FirstOrDefault();

    /// <summary>As the screen and the record have it: <c>viewer</c>, <c>operator</c>, <c>lead</c>.</summary>
    public static string Word(this ActorRole role) =>
        role switch
        {
            ActorRole.Lead => "lead",
            ActorRole.Operator => "operator",
            _ => "viewer",
        };
}
