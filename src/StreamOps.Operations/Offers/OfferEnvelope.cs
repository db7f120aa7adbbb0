using System.Text.Json;

namespace StreamOps.Operations.Offers;

/// <summary>The JSON around an offer, opened with as few repairs as it takes.</summary>
internal sealed record OfferEnvelope
{
    private const int MaxDepth = 32;
    private const int MaxWraps = 3;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    /// <summary>The text with all repairs made; the text as it came where nothing opens it.</summary>
    public required string Text { get; init; }

    /// <summary>What had to be repaired, in the order it was.</summary>
    public IReadOnlyList<OfferFinding> Repairs { get; init; } = [];

    /// <summary>Why it could not be opened; null when it could.</summary>
    public OfferFinding? Problem { get; init; }

    /// <summary>Its <c>type</c>, where it is text.</summary>
    public string? Type { get; init; }

    /// <summary>Its <c>sdp</c>, where it is text.</summary>
    public string? Sdp { get; init; }

    /// <summary>Its <c>webSdkVersion</c>, where it is text.</summary>
    public string? SdkVersion { get; init; }

    /// <summary>Opens a text of at most <see cref="OfferDesk.MaxBytes"/>.</summary>
    public static OfferEnvelope Open(string text)
    {
        var repairs = new List<OfferFinding>();
        var current = text;
        for (var wraps = 0; wraps <= MaxWraps; wraps++)
        {
            var content = Parse(current) ?? ParseRepaired(ref current, repairs);
            if (content is null)
            {
                return new OfferEnvelope { Text = text, Problem = ProblemOf(current) };
            }

            if (content.Unwrapped is null)
            {
                return content.IsObject
                    ? content.Envelope with
                    {
                        Text = current.Trim(),
                        Repairs = repairs,
                    }
                    : new OfferEnvelope { Text = text, Problem = OfferRules.NotJson };
            }

            AddOnce(repairs, OfferRules.WrappedTwice);
            current = content.Unwrapped;
        }

        return new OfferEnvelope { Text = text, Problem = OfferRules.NotJson };
    }

    private static Content? ParseRepaired(ref string current, List<OfferFinding> repairs)
    {
        var repaired = ChatRepair.Apply(current);
        var content = Parse(repaired);
        if (content is not null)
        {
            AddOnce(repairs, OfferRules.ChangedByChat);
            current = repaired;
        }

        return content;
    }

    private static Content? Parse(string text)
    {
        // What no browser writes: a chat program's invisible characters may stand inside a text that is JSON all the same.
        if (ChatRepair.HasForeignSpaces(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return Content.Of(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // ArgumentException and InvalidOperationException: halves of surrogate pairs, raw or escaped.
            return null;
        }
    }

    private static OfferFinding ProblemOf(string text)
    {
        var core = text.AsSpan().Trim().TrimStart("\"'\u201C\u201D\u2018\u2019");
        return core.StartsWith("{", StringComparison.Ordinal) && core.TrimEnd("\"'\u201C\u201D\u2018\u2019 \r\n\t") is not [.., '}']
            ? OfferRules.CutOff
            : OfferRules.NotJson;
    }

    private static void AddOnce(List<OfferFinding> repairs, OfferFinding repair)
    {
        if (!repairs.Contains(repair))
        {
            repairs.Add(repair);
        }
    }

    private sealed record Content(bool IsObject, string? Unwrapped, OfferEnvelope Envelope)
    {
        private static readonly OfferEnvelope Nothing = new() { Text = "" };

        public static Content Of(JsonElement root) =>
            root.ValueKind switch
            {
                JsonValueKind.Object => new Content(
                    true,
                    null,
                    Nothing with
                    {
                        Type = TextOf(root, "type"),
                        Sdp = TextOf(root, "sdp"),
                        SdkVersion = TextOf(root, "webSdkVersion"),
                    }
                ),
                JsonValueKind.String => new Content(false, root.GetString(), Nothing),
                _ => new Content(false, null, Nothing),
            };

        private static string? TextOf(JsonElement root, string name) =>
            root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
    }
}
