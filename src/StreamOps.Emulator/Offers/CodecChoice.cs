namespace StreamOps.Emulator.Offers;

/// <summary>Which formats of an offered section the host takes: H.264 with its retransmission for video, Opus for audio.</summary>
public static class CodecChoice
{
    /// <summary>The chosen payload types in the offer's order; empty when none fits.</summary>
    public static IReadOnlyList<string> Of(MediaSection section)
    {
        var wanted = section.Kind switch
        {
            "video" => "H264/90000",
            "audio" => "opus/48000",
            _ => null,
        };
        if (wanted is null)
        {
            return [];
        }

        var chosen = section
            .Values("rtpmap")
            .Where(map => CodecOf(map).StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            .Select(PayloadOf)
            .ToHashSet(StringComparer.Ordinal);
        var retransmissions = section
            .Values("fmtp")
            .Where(format => format.Split("apt=") is [_, var original] && chosen.Contains(original.Split(';')[0]))
            .Select(PayloadOf);
        return [.. section.Formats.Intersect(chosen.Union(retransmissions, StringComparer.Ordinal), StringComparer.Ordinal)];
    }

    /// <summary>Whether an attribute of the offer describes one of the chosen formats.</summary>
    public static bool Describes(string attribute, IReadOnlyList<string> formats) =>
        attribute.Split(':', 2) is ["rtpmap" or "fmtp" or "rtcp-fb", var value]
        && formats.Contains(PayloadOf(value), StringComparer.Ordinal);

    private static string PayloadOf(string value) => value.Split(' ')[0];

    private static string CodecOf(string map) => map.Split(' ', 2)[^1];
}
