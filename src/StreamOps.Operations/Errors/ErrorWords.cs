namespace StreamOps.Operations.Errors;

/// <summary>A status reason or an error in plain words.</summary>
/// <param name="WhatHappened">What happened, for the operator.</param>
/// <param name="SayToPlayer">What to tell the player; empty when there is nothing to say.</param>
/// <param name="Next">What to do next; empty when nothing helps.</param>
public sealed record ErrorWords(string WhatHappened, string SayToPlayer, string Next)
{
    /// <summary>What happened and what to do, in one line.</summary>
    public string Sentence => Next.Length == 0 ? WhatHappened : $"{WhatHappened} {Next}";
}
