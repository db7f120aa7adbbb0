namespace StreamOps.Operations.Store;

/// <summary>The store cannot be used now: nothing was written. The message is a sentence for operators.</summary>
public class StoreUnavailableException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>StreamOps cannot start on its database. The message says why and what to do.</summary>
public sealed class StoreStartException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The store cannot be opened for now, as on a full disk: StreamOps goes on without it, and looks again with each use.</summary>
internal sealed class StoreClosedException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>Two writers were in each other's way, and the database let this one go: tried again it may succeed.</summary>
internal sealed class StoreContendedException(string message, Exception innerException)
    : StoreUnavailableException(message, innerException);

/// <summary>A unique key is taken: somebody else was first.</summary>
internal sealed class UniqueKeyTakenException(Exception innerException) : Exception("A unique key is taken.", innerException);
