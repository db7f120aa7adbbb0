namespace StreamOps.Dashboard.Shell;

/// <summary>Says on every page which service is looked at, when it is not AWS itself.</summary>
/// <param name="Words">As <c>Emulator: not AWS. Scenario busy-evening.</c>; empty for AWS.</param>
/// <param name="IsDemo">Whether the dashboard runs its own emulator.</param>
public sealed record ServiceMark(string Words, bool IsDemo)
{
    /// <summary>AWS needs no mark.</summary>
    public static readonly ServiceMark Aws = new("", IsDemo: false);
}
