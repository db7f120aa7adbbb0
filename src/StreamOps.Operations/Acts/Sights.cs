using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Acts;

/// <summary>Which stream groups people see here: each those that are theirs, and who is nobody yet what this place shows to everybody.</summary>
/// <param name="ofNobody">Seen without being anybody.</param>
public sealed class Sights(GroupSight ofNobody)
{
    /// <summary>Where people sign in: who did not sees nothing. So it is wherever nothing else is said.</summary>
    public static Sights BehindSignIn { get; } = new(GroupSight.None);

    /// <summary>Where nobody signs in: everybody sees all, also before they give a name.</summary>
    public static Sights WithoutSignIn { get; } = new(GroupSight.All);

    /// <summary>What somebody sees.</summary>
    /// <param name="actor">Who; null for somebody who is nobody yet.</param>
    public GroupSight Of(Actor? actor) => actor?.Sees ?? ofNobody;
}
