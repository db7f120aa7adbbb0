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

    /// <summary>Whose it is, once a pass was shown on it; null for a stranger's.</summary>
    public string? Pass { get; set; }

    public bool IsTaken { get; set; } = true;

    /// <summary>Serves one request of the connection.</summary>
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

    public void Begin() => shares.Begin(this);

    public void Finish() => shares.Finish(this);

    /// <summary>A pass that is one was shown on it.</summary>
    /// <param name="pass">What that pass is counted by.</param>
    public void Prove(string pass) => shares.Prove(this, pass);

    public void Free() => shares.Free(this);

    public void End() => end();
}
