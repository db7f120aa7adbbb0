using System.Security.Cryptography;
using System.Text.Json;

namespace StreamOps.GameLiftStreams.Specs.Contract;

/// <summary>Offers as a browser makes them: to receive video and audio, with a data channel, never the same twice.</summary>
internal static class Offers
{
    public static string Fresh() => JsonSerializer.Serialize(new { type = "offer", sdp = Sdp().ReplaceLineEndings("\r\n") });

    private static string Sdp()
    {
        var transport = $"""
            c=IN IP4 0.0.0.0
            a=ice-ufrag:{RandomNumberGenerator.GetHexString(4)}
            a=ice-pwd:{RandomNumberGenerator.GetHexString(24)}
            a=fingerprint:sha-256 {string.Join(':', RandomNumberGenerator.GetBytes(32).Select(b => $"{b:X2}"))}
            a=setup:actpass
            """;
        return $"""
            v=0
            o=- {RandomNumberGenerator.GetInt32(int.MaxValue)} 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1 2
            m=video 9 UDP/TLS/RTP/SAVPF 96 102
            {transport}
            a=mid:0
            a=recvonly
            a=rtcp-mux
            a=rtpmap:96 VP8/90000
            a=rtpmap:102 H264/90000
            a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            {transport}
            a=mid:1
            a=recvonly
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel
            {transport}
            a=mid:2
            a=sctp-port:5000

            """;
    }
}
