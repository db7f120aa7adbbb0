using StreamOps.Operations.Pages;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Player;

/// <summary>A request of the players' side that gets no more than a status and a word. Never holds what was sent.</summary>
internal sealed class PlayerRefusedException(int status, string phase) : Exception(phase)
{
    public static PlayerRefusedException Malformed => new(StatusCodes.Status400BadRequest, "unknown");

    public static PlayerRefusedException TooLarge => new(StatusCodes.Status413PayloadTooLarge, "tooLarge");

    public static PlayerRefusedException TooSlow => new(StatusCodes.Status408RequestTimeout, "tooSlow");

    public static PlayerRefusedException Crowded => new(StatusCodes.Status429TooManyRequests, "crowded");

    public static PlayerRefusedException ForeignOrigin => new(StatusCodes.Status403Forbidden, "refused");

    public int Status { get; } = status;

    /// <summary>What the page chooses its face by.</summary>
    public string Phase { get; } = phase;

    /// <summary>What the page of a second browser shows; null for all others.</summary>
    public int? Number { get; init; }

    /// <summary>Whether it is the page that is not let in, and not a message of it that will not do.</summary>
    public bool IsOfPage { get; private init; }

    /// <summary>Exact words for holders of a real link; one word for everything that is wrong with a ticket.</summary>
    public static PlayerRefusedException Of(PlayerRefusal refusal, int? number = null) =>
        refusal switch
        {
            PlayerRefusal.TooLate => new(StatusCodes.Status410Gone, "tooLate") { IsOfPage = true },
            PlayerRefusal.Over => new(StatusCodes.Status410Gone, "over") { IsOfPage = true },
            PlayerRefusal.Closed => new(StatusCodes.Status410Gone, "closed") { IsOfPage = true },
            PlayerRefusal.AlreadyUsed => new(StatusCodes.Status409Conflict, "alreadyUsed") { IsOfPage = true, Number = number },
            PlayerRefusal.ReadOnly => new(StatusCodes.Status403Forbidden, "readOnly"),
            PlayerRefusal.Unknown => new(StatusCodes.Status404NotFound, "unknown") { IsOfPage = true },
            _ => new(StatusCodes.Status401Unauthorized, "refused") { IsOfPage = true },
        };
}

/// <summary>Turns refusals and faults into bare answers.</summary>
internal static class PlayerRefusals
{
    private const int RetryAfterSeconds = 5;

    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (PlayerRefusedException refused) when (!context.Response.HasStarted)
        {
            if (refused.IsOfPage)
            {
                ConnectionSeat.Lapse(context);
            }

            if (refused.Status == StatusCodes.Status429TooManyRequests)
            {
                context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
            }

            await WriteAsync(context, refused.Status, refused.Phase, refused.Number);
        }
        catch (StoreUnavailableException) when (!context.Response.HasStarted)
        {
            // Said to the operators where it happened; the page keeps trying.
            context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "unavailable");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    public static Task WriteAsync(HttpContext context, int status, string phase, int? number = null)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync<object>(number is null ? new { phase } : new { phase, number }, CancellationToken.None);
    }
}
