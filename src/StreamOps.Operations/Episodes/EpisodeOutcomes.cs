namespace StreamOps.Operations.Episodes;

/// <summary>From a session's end to its episode's.</summary>
public static class EpisodeOutcomes
{
    /// <summary>What became of an episode whose session ended.</summary>
    public static EpisodeOutcome OfEnd(SessionEnd end) =>
        end switch
        {
            SessionEnd.NoClient => EpisodeOutcome.TooLate,
            SessionEnd.Terminated => EpisodeOutcome.Terminated,
            _ => EpisodeOutcome.Ended,
        };
}
