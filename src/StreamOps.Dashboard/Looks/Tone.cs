namespace StreamOps.Dashboard.Looks;

/// <summary>The inks of a status; never the only cue.</summary>
public enum Tone
{
    Good,
    Calm,
    Moving,
    Soon,
    Critical,
    Ended,

    /// <summary>Calm, soon or critical: the ink of the clock beside it.</summary>
    Urgency,
}
