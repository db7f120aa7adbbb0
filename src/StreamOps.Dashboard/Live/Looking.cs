using Microsoft.AspNetCore.Components.Server.Circuits;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;

namespace StreamOps.Dashboard.Live;

/// <summary>Tells others at which session this circuit looks, for as long as its browser is there.</summary>
public sealed class Looking(PresenceBoard board) : CircuitHandler, IDisposable
{
    private readonly Lock _gate = new();
    private (StreamSessionArn Session, Person Person)? _look;
    private (StreamSessionArn Session, Person Person)? _told;
    private bool _isAway;

    /// <summary>What the panel beside the list shows now.</summary>
    /// <param name="session">Null when none is open.</param>
    /// <param name="person">Who looks; null for somebody who is nobody yet, of whom nothing is told.</param>
    public void At(StreamSessionArn? session, Person? person)
    {
        lock (_gate)
        {
            _look = session is { } arn && person is not null ? (arn, person) : null;
            Tell();
        }
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => SetAwayAsync(false);

    /// <summary>A browser that has left, crashed or lost its line looks at nothing: its circuit is kept for minutes in case it comes back.</summary>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => SetAwayAsync(true);

    public void Dispose() => At(null, null);

    private Task SetAwayAsync(bool isAway)
    {
        lock (_gate)
        {
            _isAway = isAway;
            Tell();
        }

        return Task.CompletedTask;
    }

    private void Tell()
    {
        var now = _isAway ? null : _look;
        if (now == _told)
        {
            return;
        }

        if (_told is { } before)
        {
            board.Leave(before.Session, this);
        }

        if (now is { } look)
        {
            board.Enter(look.Session, this, look.Person);
        }

        _told = now;
    }
}
