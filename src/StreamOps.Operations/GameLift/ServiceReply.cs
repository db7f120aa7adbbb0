namespace StreamOps.Operations.GameLift;

/// <summary>What the service answered, and between which two moments it was true.</summary>
/// <param name="Value">The answer.</param>
/// <param name="RequestId">The service's id of the call; empty when it sent none.</param>
/// <param name="SentAt">When the request left, on the <see cref="Time.FleetClock"/>.</param>
/// <param name="ArrivedAt">When the answer was here, on the <see cref="Time.FleetClock"/>.</param>
/// <param name="ServiceDate">The answer's <c>Date</c> header: service time in whole seconds, rounded down.</param>
public sealed record ServiceReply<T>(
    T Value,
    string RequestId,
    DateTimeOffset SentAt,
    DateTimeOffset ArrivedAt,
    DateTimeOffset? ServiceDate
);

/// <summary>One page of a list.</summary>
/// <param name="Items">In no order.</param>
/// <param name="NextToken">Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);

/// <summary>The answer of a call that answers nothing.</summary>
public readonly record struct Nothing;
