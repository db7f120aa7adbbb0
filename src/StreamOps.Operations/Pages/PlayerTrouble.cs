namespace StreamOps.Operations.Pages;

/// <summary>What a page says went wrong: one of these words, never a text of its own.</summary>
public enum PlayerTrouble
{
    /// <summary>The page reported nothing.</summary>
    None,

    /// <summary>The browser has no WebRTC.</summary>
    NoWebRtc,

    /// <summary>The browser cannot play H.264.</summary>
    NoH264,

    /// <summary>No network path was found within two seconds.</summary>
    NoCandidates,

    /// <summary>The Web SDK could not be loaded.</summary>
    NoWebSdk,

    /// <summary>The browser did not take the answer.</summary>
    AnswerNotTaken,

    /// <summary>The connection did not come about, or broke.</summary>
    NoConnection,

    /// <summary>Connected, and no frames.</summary>
    NoPicture,
}

/// <summary>The troubles in words, for operators.</summary>
public static class PlayerTroubles
{
    /// <summary>A sentence about the player's browser; empty for <see cref="PlayerTrouble.None"/>.</summary>
    public static string Words(this PlayerTrouble trouble) =>
        trouble == PlayerTrouble.None ? "" : $"The player's browser {trouble.Predicate()}";

    /// <summary>The sentence without its beginning, for a browser that need not be the player's; empty for <see cref="PlayerTrouble.None"/>.</summary>
    public static string Predicate(this PlayerTrouble trouble) =>
        trouble switch
        {
            PlayerTrouble.None => "",
            PlayerTrouble.NoWebRtc => "has no WebRTC.",
            PlayerTrouble.NoH264 => "cannot play H.264.",
            PlayerTrouble.NoCandidates => "found no network path.",
            PlayerTrouble.NoWebSdk => "could not load the Web SDK.",
            PlayerTrouble.AnswerNotTaken => "did not take the answer.",
            PlayerTrouble.NoConnection => "could not connect.",
            PlayerTrouble.NoPicture => "is connected and gets no picture.",
            _ => "reported a trouble unknown here.",
        };
}
