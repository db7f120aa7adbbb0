using StreamOps.Emulator.Calls;
using StreamOps.Emulator.Media;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Offers;

/// <summary>Takes offers, knows those it has seen, and answers them: with a host's answer, or with one of the script's own.</summary>
public sealed class SignalDesk(SwitchBoard switches)
{
    /// <summary>Given in place of an offer, StartStreamSession starts without a client.</summary>
    public const string NoClientConnection = "NO_CLIENT_CONNECTION";

    private const int MostRemembered = 100_000;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _seenInOrder = new();

    /// <summary>The pair of an offer and its scripted answer; refuses a broken or reused offer where the switches say so.</summary>
    public SignalPair Answer(string offer, Uri baseAddress) =>
        Take(offer, baseAddress, () => AnswerSdp.For(SessionDescription.Parse(ReadSdp(offer)!)!));

    /// <summary>The pair of an offer and a host's answer to it, under the same rules; a null answer is still to come.</summary>
    public SignalPair Answer(string offer, Uri baseAddress, string? hostSdp) => Take(offer, baseAddress, () => hostSdp);

    /// <summary>The SDP of an offer that a host may answer; null for one that is broken, or used before where that is a fault.</summary>
    public string? SdpToAnswer(string offer)
    {
        var hash = HashOf(offer);
        lock (_seen)
        {
            return _seen.Contains(hash) && switches.Current.ReusedOffer is not OfferFault.Accepted ? null : ReadSdp(offer);
        }
    }

    private SignalPair Take(string offer, Uri baseAddress, Func<string?> answer)
    {
        if (ReadSdp(offer) is null)
        {
            return Faulty(offer, switches.Current.BrokenOffer, "The value of 'SignalRequest' is not a valid offer.");
        }

        if (!Remember(HashOf(offer)) && switches.Current.ReusedOffer is not OfferFault.Accepted)
        {
            return Faulty(
                offer,
                switches.Current.ReusedOffer,
                "The value of 'SignalRequest' was used before: a connection needs a new offer."
            );
        }

        var protocolUrl = WebSdkProtocol.UrlAt(baseAddress);
        return new(offer, answer() is { } sdp ? AnswerText(sdp, protocolUrl) : "", protocolUrl);
    }

    /// <summary>The text of an answer as the Web SDK takes it.</summary>
    public static string AnswerText(string sdp, string protocolUrl) =>
        JsonSerializer.Serialize(new AnswerMembers("answer", sdp, protocolUrl), JsonSerializerOptions.Web);

    /// <summary>Every offer is new again.</summary>
    public void Forget()
    {
        lock (_seen)
        {
            _seen.Clear();
            _seenInOrder.Clear();
        }
    }

    private static SignalPair Faulty(string offer, OfferFault fault, string message) =>
        fault is OfferFault.Refused ? throw ApiErrors.Validation(message) : new(offer, "", "") { IsInvalid = true };

    private bool Remember(string hash)
    {
        lock (_seen)
        {
            if (!_seen.Add(hash))
            {
                return false;
            }

            _seenInOrder.Enqueue(hash);
            if (_seenInOrder.Count > MostRemembered)
            {
                _seen.Remove(_seenInOrder.Dequeue());
            }

            return true;
        }
    }

    private static string HashOf(string offer) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(offer)));

    private static string? ReadSdp(string offer)
    {
        try
        {
            using var json = JsonDocument.Parse(offer);
            var root = json.RootElement;
            return
                root.ValueKind is JsonValueKind.Object
                && root.TryGetProperty("type", out var type)
                && type.ValueKind is JsonValueKind.String
                && type.ValueEquals("offer")
                && root.TryGetProperty("sdp", out var sdp)
                && sdp.ValueKind is JsonValueKind.String
                && SessionDescription.Parse(sdp.GetString()!) is not null
                ? sdp.GetString()
                : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record AnswerMembers(string Type, string Sdp, string WebSdkProtocolUrl);
}
