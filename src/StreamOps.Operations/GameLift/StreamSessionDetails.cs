using System.Diagnostics;

namespace StreamOps.Operations.GameLift;

/// <summary>A stream session as GetStreamSession shows it.</summary>
public sealed record StreamSessionDetails
{
    public required StreamSession Session { get; init; }

    /// <summary>1 s to 1 h; null when the service did not say. Never changes in a session's life.</summary>
    public TimeSpan? ConnectionTimeout { get; init; }

    /// <summary>1 s to 24 h; null when the service did not say.</summary>
    public TimeSpan? SessionLength { get; init; }

    public string Description { get; init; } = "";

    public string LogFileLocationUri { get; init; } = "";

    public string Resolution { get; init; } = "";

    /// <summary>The offer the session was started with. A secret, kept only to be compared.</summary>
    public Offer? StoredOffer { get; init; }

    /// <summary>Sensitive: may hold tokens and personal data.</summary>
    public Sensitive<IReadOnlyList<string>> LaunchArguments { get; init; } = new([]);

    /// <summary>Sensitive: may hold tokens and personal data.</summary>
    public Sensitive<IReadOnlyDictionary<string, string>> EnvironmentVariables { get; init; } =
        new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Sensitive: the role the session runs with; empty when it has none.</summary>
    public Sensitive<string> RoleArn { get; init; } = new("");
}

/// <summary>A value that must not reach a log, a trace or an exception: it prints as three asterisks.</summary>
[DebuggerDisplay("***")]
public sealed class Sensitive<T>(T value)
{
    /// <summary>The value in clear, for the one place that shows it on purpose.</summary>
    public T Reveal() => value;

    public override string ToString() => "***";
}
