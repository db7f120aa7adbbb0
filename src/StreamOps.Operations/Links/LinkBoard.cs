using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Links;

/// <summary>The rescue links as they stand: the newest of each session, live ones and those made within the day. Loaded at start.</summary>
public sealed class LinkBoard : Board<StreamSessionArn, RescueLink>
{
    /// <summary>Puts a link up, unless a newer one of its session, or a newer state of it, stands there.</summary>
    internal void Publish(RescueLink link) =>
        Change(link.Session, standing => standing is not null && IsOlder(link, standing) ? standing : link);

    internal void ForgetMadeBefore(DateTimeOffset moment) => Forget(link => link.MadeAt < moment);

    private static bool IsOlder(RescueLink link, RescueLink standing) =>
        standing.Id == link.Id ? standing.Version >= link.Version : standing.MadeAt > link.MadeAt;
}
