using StreamOps.EndToEnd.Hosting;
using Xunit.Sdk;
using Xunit.v3;

// Journeys mostly wait for clocks: two stages side by side, and on one stage one journey at a time. Those with video come after them, alone.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
[assembly: AssemblyFixture(typeof(ChromiumBrowser))]
[assembly: CaptureConsole]
