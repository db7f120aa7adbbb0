namespace StreamOps.EndToEnd.Hosting;

/// <summary>One pair of servers for the journeys that kill the dashboard and start it again.</summary>
[CollectionDefinition]
public sealed class KilledStage : ICollectionFixture<Stage>;
