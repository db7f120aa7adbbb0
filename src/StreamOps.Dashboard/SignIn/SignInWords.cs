namespace StreamOps.Dashboard.SignIn;

/// <summary>A page for whoever is not in.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Sentences">What is the matter, and what to do.</param>
public sealed record SignInPageWords(string Title, params IReadOnlyList<string> Sentences)
{
    /// <summary>The one thing to do, and where it leads; the address empty for none.</summary>
    public (string Words, string Address) First { get; init; } = ("", "");

    /// <summary>The other thing to do.</summary>
    public (string Words, string Address) Second { get; init; } = ("", "");
}

/// <summary>What the pages say.</summary>
internal static class SignInWords
{
    public static readonly SignInPageWords Fault = new("StreamOps has a fault", "The fault was logged. What runs at the server goes on.")
    {
        First = ("Try again", "/"),
    };

    public static SignInPageWords SignedOut(string address) =>
        new("Signed out", "You are signed out of StreamOps. A rescue that was sent runs on at the server.")
        {
            First = ("Sign in", address),
        };

    public static SignInPageWords SigningOut(string address) => new("Signing out", "One moment.") { First = ("Go on", address) };

    public static SignInPageWords ProviderDown(string address) =>
        new(
            "Nobody can sign in just now",
            "The sign-in provider does not answer. Whoever is signed in already goes on working.",
            "Try again in a minute; if it stays like this, tell whoever runs the provider."
        )
        {
            First = ("Try again", address),
        };

    public static SignInPageWords NoRole(string name, string contact, string again, string signOut) =>
        new(
            "No access yet",
            $"You are signed in as {name}, and this account has no role in StreamOps.",
            contact.Length > 0 ? $"Ask {contact} for one, then try again." : "Ask whoever runs StreamOps for one, then try again."
        )
        {
            First = ("Try again", again),
            Second = ("Sign out", signOut),
        };

    public static SignInPageWords NotSignedIn(params IReadOnlyList<string> sentences) =>
        new("You are not signed in", sentences) { First = ("Start again", SignInEndpoints.SignInPath) };
}
