using System.Text.Json;

namespace StreamOps.Testing;

/// <summary>Builds signal requests of the shape the Web SDK makes: <c>OfferText.Healthy().WithoutH264().ToString()</c>.</summary>
public sealed record OfferText
{
    private static int _made;

    public string Type { get; init; } = "offer";

    public string? SdkVersion { get; init; } = "1.2.0";

    public string LineEnd { get; init; } = "\n";

    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>A new healthy offer; each has ICE credentials of its own, as each browser object's has.</summary>
    public static OfferText Healthy()
    {
        var number = Interlocked.Increment(ref _made);
        return new OfferText
        {
            Lines =
            [
                "v=0",
                $"o=- {4_611_731_400_430_051_336 + number} 2 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE 0 1 2",
                "a=extmap-allow-mixed",
                "a=msid-semantic: WMS",
                "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9",
                "c=IN IP4 0.0.0.0",
                $"a=ice-ufrag:uF{number:x4}",
                $"a=ice-pwd:canaryPassword{number:x10}",
                "a=ice-options:trickle",
                "a=fingerprint:sha-256 6B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08",
                "a=setup:actpass",
                "a=mid:0",
                "a=recvonly",
                "a=rtcp-mux",
                "a=rtpmap:111 opus/48000/2",
                "a=fmtp:111 minptime=10;stereo=1;useinbandfec=1",
                "a=rtpmap:63 red/48000/2",
                "a=rtpmap:9 G722/8000",
                "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103",
                "c=IN IP4 0.0.0.0",
                $"a=ice-ufrag:uF{number:x4}",
                $"a=ice-pwd:canaryPassword{number:x10}",
                "a=fingerprint:sha-256 6B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08",
                "a=setup:actpass",
                "a=mid:1",
                "a=recvonly",
                "a=rtcp-mux",
                "a=rtpmap:96 VP8/90000",
                "a=rtpmap:97 rtx/90000",
                "a=fmtp:97 apt=96",
                "a=rtpmap:102 H264/90000",
                "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f;x-google-max-bitrate=50000",
                "a=rtpmap:103 rtx/90000",
                "a=fmtp:103 apt=102",
                "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
                "c=IN IP4 0.0.0.0",
                $"a=ice-ufrag:uF{number:x4}",
                $"a=ice-pwd:canaryPassword{number:x10}",
                "a=fingerprint:sha-256 6B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08",
                "a=setup:actpass",
                "a=mid:2",
                "a=sctp-port:5000",
                "a=max-message-size:262144",
            ],
        };
    }

    public string Sdp => string.Concat(Lines.Select(line => line + LineEnd));

    public OfferText Without(Func<string, bool> line) => this with { Lines = [.. Lines.Where(candidate => !line(candidate))] };

    public OfferText With(params string[] lines) => this with { Lines = [.. Lines, .. lines] };

    public OfferText Replacing(string part, string with) =>
        this with
        {
            Lines = [.. Lines.Select(line => line.Replace(part, with, StringComparison.Ordinal))],
        };

    /// <summary>Without the <c>m=</c> section of a kind and all its lines.</summary>
    public OfferText WithoutSection(string kind)
    {
        var kept = new List<string>();
        var mids = new HashSet<string>(StringComparer.Ordinal);
        var isSkipping = false;
        foreach (var line in Lines)
        {
            isSkipping = line.StartsWith("m=", StringComparison.Ordinal)
                ? line.StartsWith($"m={kind} ", StringComparison.Ordinal)
                : isSkipping;
            if (!isSkipping)
            {
                kept.Add(line);
            }
            else if (line.StartsWith("a=mid:", StringComparison.Ordinal))
            {
                mids.Add(line["a=mid:".Length..]);
            }
        }

        return this with
        {
            // A browser's bundle does not name what is not there.
            Lines =
            [
                .. kept.Select(line =>
                    line.StartsWith("a=group:", StringComparison.Ordinal)
                        ? string.Join(' ', line.Split(' ').Where(word => !mids.Contains(word)))
                        : line
                ),
            ],
        };
    }

    public override string ToString()
    {
        var members = new Dictionary<string, object>(StringComparer.Ordinal) { ["type"] = Type, ["sdp"] = Sdp };
        if (SdkVersion is not null)
        {
            members["webSdkVersion"] = SdkVersion;
            members["extras"] = new { features = Array.Empty<object>() };
        }

        return JsonSerializer.Serialize(members);
    }
}
