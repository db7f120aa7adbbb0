namespace StreamOps.Operations.Fleet;

/// <summary>The fleet as the process's own record follows it.</summary>
internal interface IFollowedFleet
{
    /// <inheritdoc cref="LiveFleet.FollowAsync"/>
    IAsyncEnumerable<FleetUpdate> FollowAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="LiveFleet.Adopt"/>
    void Adopt(IReadOnlyCollection<KnownWindow> windows);
}
