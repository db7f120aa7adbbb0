using System.Text.Json;

namespace StreamOps.Emulator.Specs.Hosting;

/// <summary>Offers in the shape a browser makes them: audio, video with VP8 first, and a data channel, in one bundle.</summary>
public static class SomeOffer
{
    private const string Session = "v=0\r\no=- {0} 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2\r\na=extmap-allow-mixed\r\n";
    private const string Transport = "c=IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\n";
    private const string Audio =
        "m=audio 9 UDP/TLS/RTP/SAVPF 111 9\r\n"
        + Transport
        + "a=mid:0\r\na=recvonly\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1;stereo=1\r\na=rtpmap:9 G722/8000\r\n";
    private const string Video =
        "m=video 9 UDP/TLS/RTP/SAVPF 96 97 103 104\r\n"
        + Transport
        + "a=mid:1\r\na=recvonly\r\na=rtcp-mux\r\na=rtcp-rsize\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
        + "a=rtpmap:103 H264/90000\r\na=rtcp-fb:103 nack pli\r\na=fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n"
        + "a=rtpmap:104 rtx/90000\r\na=fmtp:104 apt=103\r\n";
    private const string Data =
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n" + Transport + "a=mid:2\r\na=sctp-port:5000\r\na=max-message-size:262144\r\n";

    private static int _count;

    /// <summary>An offer that no one has used.</summary>
    /// <param name="ufrag">Its ICE user name.</param>
    public static string New(string ufrag = "abcd") =>
        Text(
            (Session.Replace("{0}", $"{Interlocked.Increment(ref _count)}", StringComparison.Ordinal) + Audio + Video + Data).Replace(
                "a=ice-ufrag:abcd",
                $"a=ice-ufrag:{ufrag}",
                StringComparison.Ordinal
            )
        );

    public static string Text(string sdp) => JsonSerializer.Serialize(new { type = "offer", sdp });
}
