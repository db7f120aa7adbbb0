namespace StreamOps.EndToEnd.Hosting;

/// <summary>A pair of servers for very many pages at once. Alone: the journeys beside it hold the product to its times.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class ManyStage : ICollectionFixture<Stage>;
