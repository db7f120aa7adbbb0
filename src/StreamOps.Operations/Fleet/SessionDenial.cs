namespace StreamOps.Operations.Fleet;

/// <summary>How long one reader has heard that the service does not know a session. One "not found" is a gap of the service's, not an end.</summary>
internal sealed class SessionDenial
{
    /// <summary>A session may be gone for a moment and be back: only a "not found" that is said again after this long counts.</summary>
    public static readonly TimeSpan CountsAfter = TimeSpan.FromSeconds(5);

    private DateTimeOffset? _since;

    /// <summary>The service does not know the session.</summary>
    /// <returns>Whether that counts.</returns>
    public bool Counts(DateTimeOffset now) => now - (_since ??= now) >= CountsAfter;

    /// <summary>The service knows it.</summary>
    public void Over() => _since = null;
}
