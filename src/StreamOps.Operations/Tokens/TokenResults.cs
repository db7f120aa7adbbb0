namespace StreamOps.Operations.Tokens;

/// <summary>What came of making a token.</summary>
public abstract record TokenMaking
{
    private TokenMaking() { }

    /// <summary>It is kept. This is the only time that it can be read.</summary>
    public sealed record Made(AccessToken Token, TokenSecret Secret) : TokenMaking;

    /// <summary>Nothing was kept.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    public sealed record NotMade(string Reason) : TokenMaking;
}

/// <summary>The tokens there are, the newest first.</summary>
/// <param name="Tokens">Empty where they are not shown.</param>
/// <param name="Refusal">Why they are not, as a sentence; empty where they are.</param>
public sealed record TokenList(IReadOnlyList<AccessToken> Tokens, string Refusal = "");

/// <summary>A token was revoked: whatever it opened ends.</summary>
/// <param name="token">Which.</param>
public sealed class TokenEventArgs(Guid token) : EventArgs
{
    /// <summary>Which.</summary>
    public Guid Token { get; } = token;
}
