namespace StreamOps.Emulator.Settings;

/// <summary>How an emulator is started.</summary>
public sealed record EmulatorOptions
{
    /// <summary>Addresses to listen on, separated by semicolons; port 0 takes a free one. Default <c>http://127.0.0.1:5190</c>.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5190";

    /// <summary>Name of the scenario: quiet, busy-evening or region-outage. Default quiet.</summary>
    public string Scenario { get; init; } = "quiet";

    /// <summary>The same seed gives the same evening. Default 42.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>The one access key that is known. Default <c>emulator</c>.</summary>
    public string AccessKeyId { get; init; } = "emulator";

    /// <summary>The secret requests are signed with. Default <c>emulator</c>.</summary>
    public string SecretAccessKey { get; init; } = "emulator";

    /// <summary>The key that the game's backend shares with StreamOps to sign stand-by tickets; unset, the client page does not stand by.</summary>
    public string? TicketKey { get; init; }

    /// <summary>Where StreamOps serves players, hence the stand-by module; may become known after the emulator has started.</summary>
    public PlayerUrl PlayerUrl { get; init; } = new();

    /// <summary>What the documentation of the service leaves open.</summary>
    public EmulatorSwitches Switches { get; init; } = new();

    // The keys stay out of it.
    public override string ToString() => $"{Scenario}, seed {Seed}, {Urls}";
}

/// <summary>The base address of StreamOps' player listener, as <c>http://127.0.0.1:5181</c>; null while it is not known.</summary>
public sealed class PlayerUrl(Uri? value = null)
{
    public Uri? Value { get; set; } = value;
}
