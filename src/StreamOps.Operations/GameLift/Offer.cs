using System.Diagnostics;

namespace StreamOps.Operations.GameLift;

/// <summary>An offer: what the API calls SignalRequest. A secret; it prints as three asterisks and compares by reference.</summary>
[DebuggerDisplay("***")]
public sealed class Offer(string text)
{
    /// <summary>The text as the player's browser made it, for the call and for the clinic alone.</summary>
    public string Text { get; } = text;

    public override string ToString() => "***";
}

/// <summary>An answer: what the API calls SignalResponse. A secret; it prints as three asterisks.</summary>
[DebuggerDisplay("***")]
public sealed class Answer(string text)
{
    /// <summary>The text for the browser object that made the offer.</summary>
    public string Text { get; } = text;

    public override string ToString() => "***";
}
