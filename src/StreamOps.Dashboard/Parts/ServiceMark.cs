namespace StreamOps.Dashboard.Parts;

/// <summary>Which service is looked at.</summary>
public enum ServiceKind
{
    Aws,

    /// <summary>An emulator that somebody started.</summary>
    Emulator,

    /// <summary>The dashboard's own emulator.</summary>
    Demo,
}

/// <summary>Says on every page which service is looked at, when it is not AWS itself.</summary>
/// <param name="Kind">Which it is.</param>
/// <param name="Words">As <c>Emulator: not AWS. Scenario busy-evening.</c>; empty for AWS.</param>
public sealed record ServiceMark(ServiceKind Kind, string Words)
{
    /// <summary>AWS needs no mark.</summary>
    public static readonly ServiceMark Aws = new(ServiceKind.Aws, "");

    /// <summary>The mark of an emulator.</summary>
    /// <param name="authority">Host and port.</param>
    public static ServiceMark Emulator(string authority) => new(ServiceKind.Emulator, $"Emulator: not AWS. {authority}");

    /// <summary>The mark of the demo.</summary>
    public static ServiceMark Demo(string scenario, int seed) =>
        new(
            ServiceKind.Demo,
            $"Emulator: not AWS. Scenario {scenario.Replace('-', ' ')}, seed {seed.ToString(CultureInfo.InvariantCulture)}."
        );
}

/// <summary>The service that is looked at now: which it is never changes, what is said of it does when the demo's stage begins another evening.</summary>
public sealed class ServiceInView(ServiceMark first)
{
    private volatile ServiceMark _mark = first;

    /// <summary>What is said of it now.</summary>
    public ServiceMark Mark => _mark;

    public ServiceKind Kind => _mark.Kind;

    /// <summary>The dashboard's own emulator plays another evening from now on.</summary>
    internal void Play(string scenario, int seed) => _mark = ServiceMark.Demo(scenario, seed);
}
