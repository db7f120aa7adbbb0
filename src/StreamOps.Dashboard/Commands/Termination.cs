namespace StreamOps.Dashboard.Commands;

/// <summary>Who ended a session from here, or that nobody here did.</summary>
/// <param name="Operator">The name as given.</param>
/// <param name="Reason">As typed: foreign text.</param>
public sealed record Termination(string Operator, string Reason)
{
    /// <summary>Nobody here did.</summary>
    public static readonly Termination NotFromHere = new("", "") { IsFromHere = false };

    /// <summary>Whether somebody here ended it.</summary>
    public bool IsFromHere { get; private init; } = true;

    /// <summary>Whether a sign-in stands behind the name.</summary>
    public bool IsVerified { get; init; }
}
