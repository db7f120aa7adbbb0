using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.StandBy;

/// <summary>The game's own page of a session that is open and stands by. Times are on the <see cref="Live.FleetClock"/>.</summary>
public sealed record StandByPage
{
    public required StreamSessionArn Session { get; init; }

    /// <summary>Since when it is here.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Its browser, as <c>Firefox, Windows</c>. Foreign text.</summary>
    public string Browser { get; init; } = "";
}
