namespace StreamOps.Operations.Store;

/// <summary>The store cannot be used now: nothing was written. The message is a sentence for operators.</summary>
public sealed class StoreUnavailableException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>StreamOps cannot start on its data directory. The message says why and what to do.</summary>
public sealed class StoreStartException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The store has no room on its disk: StreamOps starts without it, and looks again with each use.</summary>
internal sealed class StoreFullException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>A unique key is taken: somebody else was first.</summary>
internal sealed class UniqueKeyTakenException(Exception innerException) : Exception("A unique key is taken.", innerException);
