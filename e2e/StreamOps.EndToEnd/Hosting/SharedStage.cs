namespace StreamOps.EndToEnd.Hosting;

/// <summary>One pair of servers for all journeys that leave them running. They share one world: a journey touches the
/// sessions it dropped itself and says nothing about the others.</summary>
[CollectionDefinition]
public sealed class SharedStage : ICollectionFixture<Stage>;
