namespace StreamOps.Benchmarks.Gauges;

/// <summary>What both ends of a gauge agree on. Read in the measured program too: the runtime's own types alone.</summary>
internal static class GaugePipe
{
    /// <summary>Asks for a full collection first.</summary>
    public const string Collect = "collect";

    /// <summary>Asks for what is so now.</summary>
    public const string Read = "read";

    /// <summary>The pipe of a process.</summary>
    public static string NameOf(int process) => $"streamops-gauge-{process}";
}
