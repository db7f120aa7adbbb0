using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Tokens;

/// <summary>An access token as it is kept and listed: all but the token itself, of which there is the hash alone.</summary>
public sealed record AccessToken
{
    /// <summary>By what it is listed and revoked; it opens nothing.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is for, as a lead typed it. Foreign text.</summary>
    public required string Name { get; init; }

    /// <summary>What it may see.</summary>
    public required ActorRole Role { get; init; }

    /// <summary>The stream groups it may see, as <see cref="GroupSight.Text"/>; null for all, as in every token of before there were stream groups.</summary>
    public string? Groups { get; init; }

    /// <summary>The stream groups it may see.</summary>
    public GroupSight Sees => Groups is null ? GroupSight.All : GroupSight.Of(Groups);

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>From then on it opens nothing.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When it was last used, to the minute or so; null while it never was.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>When a lead ended it; null while none did.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who ended it.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    internal string Hash { get; init; } = "";

    /// <summary>Whether it opens anything at a moment.</summary>
    public bool IsLive(DateTimeOffset now) => RevokedAt is null && now < Expires;
}
