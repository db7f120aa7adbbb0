using MudBlazor;

namespace StreamOps.Dashboard.Looks;

/// <summary>How a status looks: the one place that decides.</summary>
/// <param name="Label">The word people read.</param>
/// <param name="Icon">Its shape.</param>
/// <param name="Tone">Its ink.</param>
/// <param name="Tooltip">What it means.</param>
public sealed record StatusLook(string Label, string Icon, Tone Tone, string Tooltip)
{
    private static readonly Dictionary<StreamSessionStatus, StatusLook> Sessions = new()
    {
        [StreamSessionStatus.Activating] = new(
            "Starting",
            Icons.Material.Filled.HourglassEmpty,
            Tone.Moving,
            "The session is being placed and started."
        ),
        [StreamSessionStatus.Active] = new(
            "Ready, no client",
            Icons.Material.Filled.RadioButtonUnchecked,
            Tone.Calm,
            "The game runs and waits for a client."
        )
        {
            ShortLabel = "Ready",
        },
        [StreamSessionStatus.Connected] = new("Connected", Icons.Material.Filled.CheckCircle, Tone.Good, "A client is connected."),
        [StreamSessionStatus.PendingClientReconnection] = new(
            "Waiting for client",
            Icons.Material.Filled.LinkOff,
            Tone.Urgency,
            "The client was lost. It must come back before the window closes."
        )
        {
            ShortLabel = "Waiting",
        },
        [StreamSessionStatus.Reconnecting] = new(
            "Reconnecting",
            Icons.Material.Filled.Sync,
            Tone.Moving,
            "The service prepares a new connection."
        ),
        [StreamSessionStatus.Terminating] = new(
            "Ending",
            Icons.Material.Filled.ArrowCircleDown,
            Tone.Ended,
            "The session is being shut down."
        ),
        [StreamSessionStatus.Terminated] = new("Ended", Icons.Material.Filled.RemoveCircleOutline, Tone.Ended, "The session is over."),
        [StreamSessionStatus.Error] = new("Error", Icons.Material.Filled.Error, Tone.Critical, "The session ended with an error."),
    };

    private static readonly Dictionary<string, Tone> Places = new(StringComparer.Ordinal)
    {
        ["ACTIVE"] = Tone.Good,
        ["READY"] = Tone.Good,
        ["ACTIVATING"] = Tone.Moving,
        ["INITIALIZED"] = Tone.Moving,
        ["PROCESSING"] = Tone.Moving,
        ["UPDATING_LOCATIONS"] = Tone.Moving,
        ["ACTIVE_WITH_ERRORS"] = Tone.Soon,
        ["ERROR"] = Tone.Critical,
        ["DELETING"] = Tone.Ended,
        ["REMOVING"] = Tone.Ended,
        ["EXPIRED"] = Tone.Ended,
    };

    /// <summary>The word where there is little room.</summary>
    public string ShortLabel { get; private init; } = Label;

    /// <summary>The look of a session's status; an unknown one shows as it was sent.</summary>
    public static StatusLook Of(StreamSessionStatus status) =>
        Sessions.GetValueOrDefault(status)
        ?? new StatusLook(status.Value, Icons.Material.Filled.HelpOutline, Tone.Ended, "A status that StreamOps does not know.");

    /// <summary>Whether the word alone says why a session is so. Not that of one which ends, nor one that nobody here knows.</summary>
    public static bool SpeaksForItself(StreamSessionStatus status) =>
        Sessions.ContainsKey(status) && status != StreamSessionStatus.Terminating && !status.IsEnd;

    /// <summary>The look of a stream group's or a location's status.</summary>
    public static StatusLook OfPlace(string status) =>
        Places.TryGetValue(status, out var tone)
            ? new StatusLook(Sentence(status), IconOf(tone), tone, status)
            : new StatusLook(status, Icons.Material.Filled.HelpOutline, Tone.Ended, "A status that StreamOps does not know.");

    /// <summary>The class of an ink, as <c>tone-good</c>.</summary>
    public static string Class(Tone tone) => $"tone-{tone.ToString().ToLowerInvariant()}";

    private static string Sentence(string status)
    {
        var words = status.Replace('_', ' ').ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string IconOf(Tone tone) =>
        tone switch
        {
            Tone.Good => Icons.Material.Filled.CheckCircle,
            Tone.Moving => Icons.Material.Filled.Sync,
            Tone.Soon => Icons.Material.Filled.Warning,
            Tone.Critical => Icons.Material.Filled.Error,
            _ => Icons.Material.Filled.RemoveCircleOutline,
        };
}
