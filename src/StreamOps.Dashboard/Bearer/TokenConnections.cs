using System.Collections.Concurrent;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tokens;

namespace StreamOps.Dashboard.Bearer;

/// <summary>Connections that an access token opened: none outlives it.</summary>
internal sealed class TokenConnections : IDisposable
{
    private readonly ConcurrentDictionary<LastingRequest, Guid> _open = new();
    private readonly TokenDesk _desk;
    private readonly TokenDoor _door;

    public TokenConnections(TokenDesk desk, TokenDoor door)
    {
        (_desk, _door) = (desk, door);
        _desk.Revoked += OnRevoked;
    }

    public void Dispose() => _desk.Revoked -= OnRevoked;

    /// <summary>Serves a request that a token let in; it ends with the token.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (TokenScheme.IdOf(context.User) is not { } token)
        {
            await next(context);
            return;
        }

        var request = new LastingRequest(context);
        _open[request] = token;
        try
        {
            // It may have ended between the look at it and here.
            if (!await _door.IsLiveAsync(token))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            await next(context);
        }
        catch (StoreUnavailableException) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        finally
        {
            _open.TryRemove(request, out _);
            request.NoteOver();
        }
    }

    /// <summary>Keeps that those with a connection are in use, and ends those whose time is over.</summary>
    public async Task KeepAsync()
    {
        foreach (var token in _open.Values.Distinct())
        {
            try
            {
                if (await _door.IsLiveAsync(token))
                {
                    await _door.UseAsync(token);
                    continue;
                }
            }
            catch (StoreUnavailableException)
            {
                // Whoever is in stays in; the next look ends what is to be ended.
                continue;
            }

            End(token);
        }
    }

    private void OnRevoked(object? sender, TokenEventArgs revoked) => End(revoked.Token);

    private void End(Guid token)
    {
        foreach (var (request, _) in _open.Where(open => open.Value == token))
        {
            request.Abort();
        }
    }
}
