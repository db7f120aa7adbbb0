using System.Collections.Concurrent;
using System.Security.Claims;
using StreamOps.Dashboard.Network;
using StreamOps.Operations.Fleet;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Connections that stay open: circuits and the live hub. None outlives its sign-in, nor the role it was opened with.</summary>
internal sealed class SignedInConnections : IDisposable
{
    /// <summary>So that a page of ours leaves by itself, and says why.</summary>
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<LastingRequest, (string Session, GroupSight Sight)> _open = new();
    private readonly SignInSessions _sessions;
    private readonly TimeProvider _time;

    public SignedInConnections(SignInSessions sessions, TimeProvider time)
    {
        (_sessions, _time) = (sessions, time);
        _sessions.Changed += OnChanged;
    }

    public void Dispose() => _sessions.Changed -= OnChanged;

    /// <summary>Serves a request that may last; it ends with its sign-in.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!OpenConnections.MayLast(context.Request.Path) || SignInSessions.IdOf(context.User) is not { } session)
        {
            await next(context);
            return;
        }

        var request = new LastingRequest(context);
        _open[request] = (session, SignedInClaims.SightOf(context.User));
        try
        {
            // It may have ended, or see other stream groups, since the look at the cookie.
            var isOther =
                !request.IsPage && !SignedInClaims.SightOf(_sessions.UserOf(session)).Equals(SignedInClaims.SightOf(context.User));
            if (!IsIn(session) || isOther)
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            await next(context);
        }
        finally
        {
            _open.TryRemove(request, out _);
            request.NoteOver();
        }
    }

    /// <summary>Whoever has a page open uses their sign-in.</summary>
    public void KeepUsed()
    {
        foreach (var session in _open.Values.Select(open => open.Session).Distinct(StringComparer.Ordinal))
        {
            _sessions.Use(session);
        }
    }

    private bool IsIn(string session) => SignedInClaims.RoleOf(_sessions.UserOf(session)) is not null;

    private void OnChanged(object? sender, SignInEventArgs change)
    {
        var session = change.Session;
        var (isIn, sight) = (IsIn(session), SignedInClaims.SightOf(_sessions.UserOf(session)));
        foreach (var (request, opened) in _open.Where(open => string.Equals(open.Value.Session, session, StringComparison.Ordinal)))
        {
            // A page draws anew what may be seen. A hub's client has no words to read: it goes at once, and begins anew where it may.
            if (!isIn || (!request.IsPage && !sight.Equals(opened.Sight)))
            {
                new Ending(request, _time).After(request.IsPage ? TimeToLeave : TimeSpan.Zero);
            }
        }
    }

    /// <summary>Ends one connection when its time has come.</summary>
    private sealed class Ending(LastingRequest request, TimeProvider time)
    {
        private ITimer? _timer;

        public void After(TimeSpan patience) =>
            _timer = time.CreateTimer(static ending => ((Ending)ending!).End(), this, patience, Timeout.InfiniteTimeSpan);

        private void End()
        {
            _timer?.Dispose();
            request.Abort();
        }
    }
}

/// <summary>Puts <see cref="SignedInConnections"/> behind the authorization.</summary>
internal static class SignedInConnectionsBuilder
{
    public static IApplicationBuilder UseSignedInConnections(this IApplicationBuilder app) =>
        app.ApplicationServices.GetService<SignedInConnections>() is { } connections ? app.Use(connections.ServeAsync) : app;
}
