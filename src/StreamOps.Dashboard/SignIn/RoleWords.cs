using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.SignIn;

/// <summary>What somebody is here, in a word.</summary>
public static class RoleWords
{
    /// <summary>As <c>operator</c>, or <c>operator, takeover</c>.</summary>
    public static string Of(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var role = actor.Role.Word();
        return actor.MayTakeOver ? $"{role}, takeover" : role;
    }
}
