namespace StreamOps.Dashboard.Network;

/// <summary>One connection at the operators' listener; <see cref="ConnectionRoom"/> alone changes what it knows.</summary>
internal sealed class HeldConnection
{
    private readonly ConnectionRoom _room;
    private readonly Action _end;

    public HeldConnection(ConnectionRoom room, string address, string network, Action end)
    {
        (_room, _end) = (room, end);
        (Address, Network) = (address, network);
        Place = new LinkedListNode<HeldConnection>(this);
    }

    public string Address { get; }

    public string Network { get; }

    /// <summary>Its place among the idle ones of its network, while it is idle.</summary>
    public LinkedListNode<HeldConnection> Place { get; }

    /// <summary>Since when it is idle, while it is; a timestamp.</summary>
    public long IdleSince { get; set; }

    /// <summary>How many of its requests are being served, 0 or more: a circuit is one that lasts, and a connection of HTTP/2 carries several at once.</summary>
    public int Requests { get; set; }

    public bool IsHeld { get; set; } = true;

    /// <summary>Serves a request, during which its connection is not idle.</summary>
    public static async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var held = context.Features.Get<HeldConnection>();
        held?.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            held?.Finish();
        }
    }

    public void Begin() => _room.Begin(this);

    public void Finish() => _room.Finish(this);

    public void Free() => _room.Free(this);

    public void End() => _end();
}
