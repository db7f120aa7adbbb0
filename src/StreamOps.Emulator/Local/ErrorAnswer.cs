namespace StreamOps.Emulator.Local;

/// <summary>Why a call was refused, in a sentence.</summary>
public sealed record ErrorAnswer(string Message);
