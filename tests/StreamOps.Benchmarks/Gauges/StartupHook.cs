using System.Globalization;
using System.IO.Pipes;
using StreamOps.Benchmarks.Gauges;

#pragma warning disable CA1050, MA0047 // The runtime looks for a type of this name outside of any namespace.

/// <summary>
/// Runs in the measured program before all else (<c>DOTNET_STARTUP_HOOKS</c>) and answers what only the program itself can tell: its heap, what it allocated, its
/// processor time to the microsecond. The program is the product as it was built or published; nothing of it knows of this.
/// </summary>
/// <remarks>It may use nothing but the runtime's own types: the program's folder holds none of ours. One thread that waits is all it costs.</remarks>
internal static class StartupHook
{
    public static void Initialize() => new Thread(Serve) { IsBackground = true, Name = "gauge" }.Start();

    private static void Serve()
    {
        var name = GaugePipe.NameOf(Environment.ProcessId);
        while (true)
        {
            try
            {
                using var pipe = new NamedPipeServerStream(name, PipeDirection.InOut);
                pipe.WaitForConnection();
                using var reader = new StreamReader(pipe, leaveOpen: true);
                using var writer = new StreamWriter(pipe, leaveOpen: true);
                writer.WriteLine(Answer(reader.ReadLine()));
                writer.Flush();
            }
            catch (IOException)
            {
                // Whoever asked is gone.
            }
        }
    }

    private static string Answer(string? asked)
    {
        if (asked == GaugePipe.Collect)
        {
            // Twice: what has a finalizer goes with the second one.
            for (var pass = 0; pass < 2; pass++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{GC.GetTotalMemory(forceFullCollection: false)} {Environment.WorkingSet} {GC.GetTotalAllocatedBytes(precise: false)} {Environment.CpuUsage.TotalTime.Ticks}"
        );
    }
}
