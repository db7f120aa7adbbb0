using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Control;

/// <summary>Body of <c>POST reset</c>; what is left out stays as it is.</summary>
public sealed record ResetRequest(string? Scenario = null, int? Seed = null);

/// <summary>Body of <c>POST populate</c>.</summary>
/// <param name="StreamGroups">1 to 500.</param>
/// <param name="SessionsPerGroup">0 to 100,000; 200,000 sessions in all at most.</param>
/// <param name="ConnectionTimeoutSeconds">1 to 3600; by default 120.</param>
public sealed record PopulateRequest(
    int StreamGroups,
    int SessionsPerGroup,
    int ConnectionTimeoutSeconds = SessionPlan.UsualConnectionTimeoutSeconds
);

/// <summary>Body of <c>POST streamsessions/drop</c>.</summary>
/// <param name="Count">How many CONNECTED sessions lose their client, at least 1; fewer are dropped when there are not as many.</param>
/// <param name="Location">Only sessions in this location.</param>
public sealed record DropRequest(int Count, string? Location = null);

public sealed record HealthAnswer(string Status, string Scenario, int Seed, DateTimeOffset Now, int StreamGroups, int StreamSessions);

public sealed record WorldAnswer(string Scenario, int Seed, int StreamGroups, int StreamSessions);

public sealed record PopulateAnswer(
    int StreamGroups,
    int SessionsPerGroup,
    int ConnectionTimeoutSeconds,
    int StreamSessions,
    IReadOnlyList<string> StreamGroupIds
);

public sealed record SessionAnswer(string StreamSessionId, string Status);

public sealed record DroppedAnswer(IReadOnlyList<string> StreamSessionIds);
