namespace StreamOps.Operations.Store;

/// <summary>That the store cannot be used.</summary>
/// <param name="Reason">Why not, as a sentence for operators.</param>
/// <param name="Since">Since when, on the host's counter: <see cref="TimeProvider.GetTimestamp"/>.</param>
public sealed record StoreAbsence(string Reason, long Since);
