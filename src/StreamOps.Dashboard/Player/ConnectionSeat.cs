using StreamOps.Operations.Players;

namespace StreamOps.Dashboard.Player;

/// <summary>One connection's place among all; <see cref="ConnectionShares"/> alone changes what it knows.</summary>
internal sealed class ConnectionSeat(ConnectionShares shares, string address, string site, Action end, long since)
{
    public string Address => address;

    public string Site => site;

    /// <summary>Since when it is served, or idle; a timestamp.</summary>
    public long Since { get; set; } = since;

    /// <summary>How many of its requests are being served, 0 or more: a connection of HTTP/2 carries several at once.</summary>
    public int Requests { get; set; }

    public bool IsServed => Requests > 0;

    /// <summary>Whose it is, once a page was let in on it; null for a stranger's.</summary>
    public string? Share { get; set; }

    /// <summary>When a page was last let in on it; a timestamp.</summary>
    public long ProvenAt { get; set; }

    public bool IsTaken { get; set; } = true;

    public static async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var seat = context.Features.Get<ConnectionSeat>();
        seat?.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            seat?.Finish();
        }
    }

    /// <summary>A page stands somewhere on the connection of this request: it is the page's own, unless the page is at an end and needs none.</summary>
    public static void Believe(HttpContext context, PageShare share, PlayerPhase phase)
    {
        if (phase.IsEnd() || phase == PlayerPhase.AlreadyUsed)
        {
            Lapse(context);
        }
        else
        {
            context.Features.Get<ConnectionSeat>()?.Prove(share);
        }
    }

    /// <summary>A page was not let in on the connection of this request: what was proven there is over.</summary>
    public static void Lapse(HttpContext context) => context.Features.Get<ConnectionSeat>()?.Lapse();

    public void Begin() => shares.Begin(this);

    public void Finish() => shares.Finish(this);

    /// <summary>A page was let in on it: it is the page's, where its share allows; else it is a stranger's.</summary>
    public void Prove(PageShare share) => shares.Prove(this, share.Name);

    /// <summary>A page was not let in on it: it is a stranger's.</summary>
    public void Lapse() => shares.Lapse(this);

    public void Free() => shares.Free(this);

    public void End() => end();
}
