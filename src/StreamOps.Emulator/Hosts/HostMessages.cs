using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Hosts;

/// <summary>What the emulator tells a game host. Sent as JSON; members without a value are left out.</summary>
/// <param name="Type"><c>attached</c>, <c>expecting</c>, <c>offer</c>, <c>use</c>, <c>drop</c>, <c>cut</c>, <c>status</c> or <c>end</c>.</param>
public sealed record HostOrder(string Type)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The stream session meant.</summary>
    public string? Session { get; init; }

    /// <summary>The attempt to connect that is meant; each offer is one.</summary>
    public string? Connection { get; init; }

    /// <summary>Of an <c>offer</c>: the SDP. Sensitive.</summary>
    public string? Sdp { get; init; }

    /// <summary>Of an <c>offer</c>: the application's name, for the picture.</summary>
    public string? Application { get; init; }

    /// <summary>Of an <c>offer</c>: how long a client may be silent, in milliseconds.</summary>
    public double? LostAfterMs { get; init; }

    /// <summary>Of an <c>offer</c>: whether the client is told each second what the game costs.</summary>
    public bool? SharesPerformanceStats { get; init; }

    /// <summary>Of an <c>offer</c>: how far the game has come, for a host that does not hold it yet; left out for a game that begins.</summary>
    public GameProgress? Game { get; init; }

    /// <summary>Of an <c>expecting</c>: the ICE user name of the offer that will come to this host. Sensitive.</summary>
    public string? Ufrag { get; init; }

    /// <summary>Of a <c>status</c>: the session's new status, in the API's word.</summary>
    public string? Status { get; init; }

    /// <summary>Of an <c>end</c>: the word that the client is told, <c>terminated</c> or <c>idle</c>.</summary>
    public string? Reason { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public override string ToString() => $"{Type} {Session}";
}

/// <summary>What a game host tells the emulator.</summary>
/// <param name="Type"><c>attach</c>, <c>expect</c>, <c>answer</c>, <c>refuse</c>, <c>connected</c>, <c>lost</c>, <c>input</c> or <c>game</c>.</param>
/// <param name="Id">Of an <c>attach</c>: the page's own id, the same when its socket comes back.</param>
/// <param name="Sessions">Of an <c>attach</c>: the sessions whose games it holds.</param>
/// <param name="Sdp">Of an <c>answer</c>. Sensitive.</param>
/// <param name="Why">Of a <c>refuse</c> or <c>lost</c>: one word.</param>
/// <param name="IsGuest">Of an <c>attach</c>: the page came with a player's page, and holds that player's game alone.</param>
/// <param name="Ufrag">Of an <c>expect</c>: the ICE user name of its player's offer. Sensitive.</param>
/// <param name="Game">Of a <c>game</c>, told each second: how far it has come.</param>
public sealed record HostReport(
    string Type,
    string? Id = null,
    IReadOnlyList<string>? Sessions = null,
    string? Session = null,
    string? Connection = null,
    string? Sdp = null,
    string? Why = null,
    bool IsGuest = false,
    string? Ufrag = null,
    GameProgress? Game = null
)
{
    /// <summary>Reads a report; null when the text is none.</summary>
    public static HostReport? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<HostReport>(json, JsonSerializerOptions.Web) is { Type: not null } report ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => $"{Type} {Session}";
}

/// <summary>What a host made of an offer: an answer, or the word why there is none.</summary>
public sealed record HostAnswer(string? Sdp, string? Why)
{
    /// <summary>The host did not answer in time.</summary>
    public static HostAnswer Late { get; } = new(Sdp: null, "late");

    /// <summary>The host's page was closed meanwhile.</summary>
    public static HostAnswer Gone { get; } = new(Sdp: null, "gone");

    public override string ToString() => Why ?? "answer";
}
