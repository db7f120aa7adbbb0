using StreamOps.Operations.Commands;

namespace StreamOps.Dashboard.Parts;

/// <summary>What is asked before something that hurts.</summary>
/// <param name="Title">As a question.</param>
/// <param name="Words">What is lost.</param>
/// <param name="Verb">On the button.</param>
public sealed record ReasonQuestion(string Title, string Words, string Verb)
{
    /// <summary>Whose session it is, whole; empty when it is not known. From outside.</summary>
    public string Player { get; init; } = "";

    /// <summary>More that tells whether it is the right one. From outside.</summary>
    public IReadOnlyList<string> About { get; init; } = [];

    public string CancelLabel { get; init; } = "Cancel";

    public IReadOnlyList<string> Presets { get; init; } = [];

    /// <summary>What must be typed first; null when one click is enough.</summary>
    public IdConfirmation? Confirmation { get; init; }

    public bool IsDanger { get; init; }
}

/// <summary>What the operator said to it.</summary>
/// <param name="Reason">Why, without blanks around it.</param>
/// <param name="Typed">What was typed to confirm it, as it is; empty where nothing was asked.</param>
public sealed record ReasonReply(string Reason, string Typed);
