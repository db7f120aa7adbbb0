namespace StreamOps.Operations.Commands;

/// <summary>The end of a session's id, which is typed before something that cannot be undone. What was typed is compared here, for the dialog and for the desk.</summary>
/// <param name="Expected">What has to be typed: the last four characters, or all where there are fewer.</param>
public sealed record IdConfirmation(string Expected)
{
    private const int Length = 4;

    /// <summary>That of a session.</summary>
    public static IdConfirmation Of(StreamSessionArn session) => new(session.Id[^Math.Min(Length, session.Id.Length)..]);

    /// <summary>Whether it was typed, in the same letters.</summary>
    /// <param name="typed">As typed; null or empty for nothing.</param>
    public bool IsMetBy(string? typed) => string.Equals(typed, Expected, StringComparison.Ordinal);
}
