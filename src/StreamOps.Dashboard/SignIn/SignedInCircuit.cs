using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Who acts in a circuit, for as long as they are signed in and as what they are now: what ends or changes is heard at once.</summary>
/// <remarks>
/// A connection says who somebody was when it was opened, and a circuit may begin over it, or come back, long after: of that their sign-in alone counts.
/// </remarks>
public sealed class SignedInCircuit : ServerAuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider, IDisposable
{
    private readonly SignInSessions _sessions;

    /// <summary>Who looks at what they are now sets it before anybody else looks: nothing older comes after it.</summary>
    private readonly Lock _gate = new();

    private string? _id;

    /// <summary>Hears from now on what ends or changes.</summary>
    public SignedInCircuit(SignInSessions sessions)
    {
        _sessions = sessions;
        _sessions.Changed += OnChanged;
    }

    /// <summary>From now on it is whoever the sign-in stands for; somebody without one is as they are given.</summary>
    public new void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        ArgumentNullException.ThrowIfNull(authenticationStateTask);
        lock (_gate)
        {
            _id = authenticationStateTask.IsCompletedSuccessfully ? SignInSessions.IdOf(authenticationStateTask.Result.User) : null;
            base.SetAuthenticationState(_id is null ? authenticationStateTask : Now(_id));
        }
    }

    public void Dispose() => _sessions.Changed -= OnChanged;

    private void OnChanged(object? sender, SignInEventArgs change)
    {
        lock (_gate)
        {
            if (_id is not null && string.Equals(_id, change.Session, StringComparison.Ordinal))
            {
                base.SetAuthenticationState(Now(_id));
            }
        }
    }

    private Task<AuthenticationState> Now(string id) => Task.FromResult(new AuthenticationState(_sessions.UserOf(id)));
}
