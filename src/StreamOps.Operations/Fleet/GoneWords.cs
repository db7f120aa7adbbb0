namespace StreamOps.Operations.Fleet;

/// <summary>The words for a session that the service says it does not know any more: <see cref="LiveStreamSession.IsGone"/>.</summary>
public static class GoneWords
{
    /// <summary>What became of it.</summary>
    public const string Word = "no longer listed";

    /// <summary>What that means, under the word.</summary>
    public const string Meaning = "unknown to the service";

    /// <summary>Both, in the place of a reason.</summary>
    public const string Reason = $"{Word}: the service does not know it";

    /// <summary>Why what was under way for it is over.</summary>
    internal const string Ended = "The service does not know the session any more.";

    /// <summary>Why nothing can be done with it.</summary>
    public const string Sentence = $"The session is {Reason} any more.";
}
