namespace StreamOps.Dashboard.Commands;

/// <summary>Who ended a session from here.</summary>
/// <param name="Operator">The name as given.</param>
/// <param name="Reason">As typed: foreign text.</param>
public sealed record Termination(string Operator, string Reason)
{
    /// <summary>Whether a sign-in stands behind the name.</summary>
    public bool IsVerified { get; init; }
}
