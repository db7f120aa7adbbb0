using System.Text.Json;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;

namespace StreamOps.Dashboard.Player;

/// <summary>The first line of every post: one JSON object. After a line break an offer may follow, untouched.</summary>
internal sealed record PlayerMessage
{
    /// <summary>Bytes; a ticket is the longest thing in it.</summary>
    public const int LargestLine = 8 * 1024;

    /// <summary>Bytes of UTF-8.</summary>
    public const int LargestOffer = OfferDesk.MaxBytes;

    /// <summary>A line, its break and an offer; bytes.</summary>
    public const int LargestBody = LargestLine + 1 + LargestOffer;

    /// <summary>However slowly a line is sent, it has to be here by then.</summary>
    private static readonly TimeSpan TimeToArrive = TimeSpan.FromSeconds(5);

    /// <summary>The same where an offer may follow.</summary>
    private static readonly TimeSpan TimeForOffers = TimeSpan.FromSeconds(20);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 2 };

    public string? Secret { get; init; }

    public string? Code { get; init; }

    public string? Ticket { get; init; }

    public string? Pass { get; init; }

    public string? Page { get; init; }

    /// <summary>Of a page that is opened: whether its tab was loaded anew.</summary>
    public bool IsLoadedAnew { get; init; }

    /// <summary>Of a report: whether the page's picture is gone.</summary>
    public bool IsLost { get; init; }

    public string? Rung { get; init; }

    public string? Trouble { get; init; }

    /// <summary>What followed the line; null when nothing did.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Offer? Offer { get; private init; }

    /// <summary>The page's own key.</summary>
    /// <exception cref="PlayerRefusedException">It is no key.</exception>
    public PageKey PageKey => PageKey.TryParse(Page, out var key) ? key : throw PlayerRefusedException.Malformed;

    /// <summary>The page's pass; only the desk knows whether it is one.</summary>
    /// <exception cref="PlayerRefusedException">There is none.</exception>
    public PlayerPass PlayerPass => Pass is { Length: > 0 } ? new PlayerPass(Pass) : throw PlayerRefusedException.Malformed;

    public override string ToString() => "***";

    /// <summary>Reads a post.</summary>
    /// <exception cref="PlayerRefusedException">It is too large, too slow, or no message.</exception>
    public static async Task<PlayerMessage> ReadAsync(HttpContext context, TimeProvider time)
    {
        var body = await ReadBodyAsync(context, time);
        var end = body.Span.IndexOf((byte)'\n');
        var line = end < 0 ? body : body[..end];
        var rest = end < 0 ? ReadOnlyMemory<byte>.Empty : body[(end + 1)..];
        if (line.Length > LargestLine || rest.Length > LargestOffer)
        {
            throw PlayerRefusedException.TooLarge;
        }

        try
        {
            var message = JsonSerializer.Deserialize<PlayerMessage>(line.Span, Json) ?? throw PlayerRefusedException.Malformed;
            return end < 0 ? message : message with { Offer = new Offer(Encoding.UTF8.GetString(rest.Span)) };
        }
        catch (JsonException)
        {
            // Its message may quote what was sent.
            throw PlayerRefusedException.Malformed;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context, TimeProvider time)
    {
        var mayBeLarge = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>() is not null;
        using var patience = new CancellationTokenSource(mayBeLarge ? TimeForOffers : TimeToArrive, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw PlayerRefusedException.TooSlow;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw PlayerRefusedException.TooLarge;
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
