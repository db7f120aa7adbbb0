namespace StreamOps.Dashboard.StreamSessions;

/// <summary>The six inks of a status; never the only cue.</summary>
public enum Tone
{
    Good,
    Calm,
    Moving,
    Soon,
    Critical,
    Ended,
}
