namespace StreamOps.Operations.Polling;

/// <summary>What one API operation of the service is called, and may be called, all in calls a second.</summary>
/// <param name="Operation">As <c>ListStreamSessions</c>.</param>
/// <param name="LastTen">What was really called in the last ten seconds.</param>
/// <param name="LastMinute">The same in the last sixty.</param>
/// <param name="Allowed">What it may be called at present: the share, less while the service throttles or nobody watches, more while it is lent something.</param>
/// <param name="Share">What the settings allow it at most.</param>
/// <param name="Limit">The service's own limit.</param>
public sealed record OperationSpend(string Operation, double LastTen, double LastMinute, double Allowed, double Share, double Limit);
