namespace StreamOps.EndToEnd.Hosting;

/// <summary>Journeys with video of their own: they ask for the whole machine, so nothing runs beside them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class WithPicture;
