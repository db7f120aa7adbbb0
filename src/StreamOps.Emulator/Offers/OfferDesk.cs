using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StreamOps.Emulator.Api;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Offers;

/// <summary>Takes offers, knows those it has seen, and answers them.</summary>
public sealed class OfferDesk(SwitchBoard switches)
{
    /// <summary>Given in place of an offer, StartStreamSession starts without a client.</summary>
    public const string NoClientConnection = "NO_CLIENT_CONNECTION";

    private const int MostRemembered = 100_000;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Queue<string> seenInOrder = new();

    /// <summary>The pair of an offer and its answer; refuses a broken or reused offer where the switches say so.</summary>
    public SignalPair Answer(string offer, Uri baseAddress)
    {
        if (ReadSdp(offer) is not { } sdp)
        {
            return Faulty(offer, switches.Current.BrokenOffer, "The value of 'SignalRequest' is not a valid offer.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(offer)));
        if (!Remember(hash) && switches.Current.ReusedOffer is not OfferFault.Accepted)
        {
            return Faulty(
                offer,
                switches.Current.ReusedOffer,
                "The value of 'SignalRequest' was used before: a connection needs a new offer."
            );
        }

        var protocolUrl = WebSdkProtocol.UrlAt(baseAddress);
        var answer = JsonSerializer.Serialize(new AnswerText("answer", AnswerSdp.For(sdp), protocolUrl), JsonSerializerOptions.Web);
        return new(offer, answer, protocolUrl);
    }

    /// <summary>Every offer is new again.</summary>
    public void Forget()
    {
        lock (seen)
        {
            seen.Clear();
            seenInOrder.Clear();
        }
    }

    private static SignalPair Faulty(string offer, OfferFault fault, string message) =>
        fault is OfferFault.Refused ? throw ApiErrors.Validation(message) : new(offer, "", "") { IsInvalid = true };

    private bool Remember(string hash)
    {
        lock (seen)
        {
            if (!seen.Add(hash))
            {
                return false;
            }

            seenInOrder.Enqueue(hash);
            if (seenInOrder.Count > MostRemembered)
            {
                seen.Remove(seenInOrder.Dequeue());
            }

            return true;
        }
    }

    private static SessionDescription? ReadSdp(string offer)
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
                ? SessionDescription.Parse(sdp.GetString()!)
                : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record AnswerText(string Type, string Sdp, string WebSdkProtocolUrl);
}
