using StreamOps.EndToEnd.Hosting;
using Xunit.Sdk;
using Xunit.v3;

// Journeys wait much of their time, for clocks and for pictures: four stages side by side, and on one stage one journey at a time.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 4)]
[assembly: TestCollectionOrderer<LongestFirst>]
[assembly: AssemblyFixture(typeof(ChromiumBrowser))]
[assembly: CaptureConsole]
