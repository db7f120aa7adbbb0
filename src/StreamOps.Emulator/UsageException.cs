namespace StreamOps.Emulator;

/// <summary>The emulator was asked for in a way it does not know; the message is a sentence for whoever asked.</summary>
public sealed class UsageException(string message, Exception? cause = null) : Exception(message, cause);
