namespace StreamOps.Dashboard.SignIn;

/// <summary>A sign-in ended, or is another from now on.</summary>
/// <param name="session">Its id.</param>
public sealed class SignInEventArgs(string session) : EventArgs
{
    /// <summary>The sign-in's id.</summary>
    public string Session { get; } = session;
}
