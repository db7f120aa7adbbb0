namespace StreamOps.EndToEnd.Hosting;

/// <summary>One pair of servers for many journeys that leave them running. They share one world: a journey touches the
/// sessions it dropped itself and says nothing about the others.</summary>
[CollectionDefinition]
public sealed class SharedStage : ICollectionFixture<Stage>;

/// <summary>A second pair of the same kind beside it: here are the journeys that look, there those that act.</summary>
[CollectionDefinition]
public sealed class SecondStage : ICollectionFixture<Stage>;
