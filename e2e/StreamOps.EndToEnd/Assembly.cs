using StreamOps.EndToEnd.Hosting;
using Xunit.Sdk;
using Xunit.v3;

// Two servers, a browser and a player share the machine: one journey at a time.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(ChromiumBrowser))]
[assembly: CaptureConsole]
