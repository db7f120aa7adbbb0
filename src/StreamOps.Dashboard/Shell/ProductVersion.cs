using System.Reflection;

namespace StreamOps.Dashboard.Shell;

/// <summary>Which StreamOps runs.</summary>
/// <param name="Number">As <c>1.2.0</c>, or <c>1.2.1-alpha.0.7</c> seven commits after that release.</param>
/// <param name="Commit">The commit that was built, in full; null for a build without the history of the source.</param>
public sealed record ProductVersion(string Number, string? Commit)
{
    /// <summary>Of this build.</summary>
    public static readonly ProductVersion Current = Parse(
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion
    );

    /// <summary>Reads what a build writes into its assembly, as <c>1.2.0+d7ec92c</c>.</summary>
    public static ProductVersion Parse(string informational) =>
        informational.Split('+', 2) is [var number, var commit] ? new(number, commit) : new(informational, null);

    /// <summary>Whether the command line asks for the version alone.</summary>
    public static bool IsAskedFor(string[] args) => args is ["--version"];

    /// <summary>As <c>StreamOps 1.2.0 (d7ec92c…)</c>.</summary>
    public override string ToString() => Commit is null ? $"StreamOps {Number}" : $"StreamOps {Number} ({Commit})";
}
