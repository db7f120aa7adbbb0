using StreamOps.Emulator.Scenarios;

namespace StreamOps.Dashboard.Demo;

/// <summary>Settings under <c>StreamOps:Demo</c>: which evening the embedded emulator plays.</summary>
public sealed class DemoOptions
{
    public const string Section = "StreamOps:Demo";

    /// <summary>quiet, busy-evening or region-outage. Default busy-evening.</summary>
    public string Scenario { get; set; } = "busy-evening";

    /// <summary>The same seed gives the same evening. Default 42.</summary>
    public int Seed { get; set; } = 42;
}

/// <summary>Refuses a demo that cannot be played.</summary>
internal sealed class DemoOptionsValidator : IValidateOptions<DemoOptions>
{
    public ValidateOptionsResult Validate(string? name, DemoOptions options) =>
        IsPlayable(options)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{DemoOptions.Section}:Scenario must be one of {string.Join(", ", Scenario.Names)}.");

    public static bool IsPlayable(DemoOptions options) => Scenario.Names.Contains(options.Scenario, StringComparer.Ordinal);
}
