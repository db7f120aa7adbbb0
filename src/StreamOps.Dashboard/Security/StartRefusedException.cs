namespace StreamOps.Dashboard.Security;

/// <summary>The host may not start as it is set up; the message is a sentence for whoever started it.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
