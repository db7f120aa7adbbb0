namespace StreamOps.Operations.Fleet;

/// <summary>A session that should be looked up.</summary>
/// <param name="Arn">The session.</param>
/// <param name="Deadline">When its player can be helped no more; null where no player waits.</param>
internal readonly record struct WantedSession(StreamSessionArn Arn, DateTimeOffset? Deadline)
{
    /// <summary>Whether somebody has its row before them.</summary>
    public bool IsInView { get; init; }

    public static WantedSession Of(LiveStreamSession session) => new(session.Arn, session.IsHeldForItsClient ? session.Deadline : null);
}
