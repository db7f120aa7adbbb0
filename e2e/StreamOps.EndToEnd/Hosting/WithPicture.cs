namespace StreamOps.EndToEnd.Hosting;

/// <summary>Journeys with video, each class with an emulator of its own: one class at a time, for a picture drawn without a graphics card takes its share.</summary>
[CollectionDefinition]
public sealed class WithPicture;

/// <summary>The same of the demo, each class with a dashboard of its own that nothing was set for.</summary>
[CollectionDefinition]
public sealed class WithDemo;

/// <summary>Journeys that hold the product to a time, after all others: on no machine is a promise kept to whoever has a quarter of it.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
