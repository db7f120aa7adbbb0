using System.Diagnostics;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>The emulator as a process, with its control calls at hand.</summary>
public sealed class EmulatorServer(string scenario = "quiet") : ServerProcess
{
    private EmulatorControl? _control;

    /// <summary>Drops clients, breaks operations, reads the ledger.</summary>
    public EmulatorControl Control => _control ??= new EmulatorControl(Http, Address);

    /// <summary>Options beyond those that every emulator of the tests has.</summary>
    public IReadOnlyList<string> Options { get; set; } = [];

    protected override string Project => "StreamOps.Emulator";

    protected override string HealthPath => "/_emulator/health";

    protected override void Configure(ProcessStartInfo start)
    {
        foreach (var argument in (string[])["--urls", Address, "--scenario", scenario, "--seed", "42", .. Options])
        {
            start.ArgumentList.Add(argument);
        }
    }
}
