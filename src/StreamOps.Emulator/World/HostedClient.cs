namespace StreamOps.Emulator.World;

/// <summary>The client of a session whose game runs in a game host: a real peer connection, up or not.</summary>
/// <param name="HostId">The host that holds the game.</param>
/// <param name="ConnectionId">The attempt to connect whose offer was taken last.</param>
public sealed record HostedClient(string HostId, string ConnectionId)
{
    /// <summary>Whether the host says that the peer connection is up.</summary>
    public bool IsUp { get; init; }
}
