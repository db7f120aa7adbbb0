using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Who acts in a circuit, for as long as they are signed in and as what they are now: what ends or changes is heard at once.</summary>
public sealed class SignedInCircuit : ServerAuthenticationStateProvider, IDisposable
{
    private readonly SignInSessions _sessions;

    /// <summary>Hears from now on what ends or changes.</summary>
    public SignedInCircuit(SignInSessions sessions)
    {
        _sessions = sessions;
        _sessions.Changed += OnChanged;
    }

    public void Dispose() => _sessions.Changed -= OnChanged;

    private void OnChanged(object? sender, SignInEventArgs change)
    {
        var id = change.Session;
        var state = GetAuthenticationStateAsync();
        if (state.IsCompletedSuccessfully && string.Equals(SignInSessions.IdOf(state.Result.User), id, StringComparison.Ordinal))
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(_sessions.UserOf(id))));
        }
    }
}
