namespace StreamOps.Emulator.Status;

/// <summary>Status of a stream session.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StreamSessionSummary.html</summary>
public enum StreamSessionStatus
{
    Activating,
    Active,
    Connected,
    PendingClientReconnection,
    Reconnecting,
    Terminating,
    Terminated,
    Error,
}

/// <summary>The API's words for <see cref="StreamSessionStatus"/>, and what may be said of each.</summary>
public static class StreamSessionStatusWords
{
    private static readonly string[] Words = [.. Enum.GetNames<StreamSessionStatus>().Select(JsonNamingPolicy.SnakeCaseUpper.ConvertName)];

    /// <summary>Every status in the API's words.</summary>
    public static IReadOnlyList<string> All => Words;

    public static string Word(this StreamSessionStatus status) => Words[(int)status];

    /// <summary>Reads the API's word; null for a word that is none.</summary>
    public static StreamSessionStatus? Parse(string word)
    {
        var index = Array.IndexOf(Words, word);
        return index < 0 ? null : (StreamSessionStatus)index;
    }

    /// <summary>True once nothing more can happen to the session.</summary>
    public static bool IsEnd(this StreamSessionStatus status) => status is StreamSessionStatus.Terminated or StreamSessionStatus.Error;
}
