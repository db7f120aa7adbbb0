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

    /// <param name="address">Where to sign in.</param>
    /// <param name="isByOther">Whether a page was left by itself: whoever sat before it did nothing, and reads why.</param>
    public static SignInPageWords SignedOut(string address, bool isByOther) =>
        new(
            "Signed out",
            isByOther
                ? "Your sign-in has ended: its time was over, or it was ended in another tab or at the provider."
                : "You are signed out of StreamOps.",
            "A rescue that was sent runs on at the server."
        )
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

    public static SignInPageWords ProviderRefuses(string address) =>
        new(
            "Nobody can sign in just now",
            "The sign-in provider does not take what StreamOps asks it. Whoever is signed in already goes on working.",
            "Tell whoever runs StreamOps: its settings and the provider's do not match."
        )
        {
            First = ("Try again", address),
        };

    public static SignInPageWords Crowded(string address) =>
        new(
            "Too many sign-ins",
            "Too many came to sign in from your address within a minute, yours among them. Wait a minute.",
            "Whoever is signed in already goes on working."
        )
        {
            First = ("Try again", address),
        };

    public static SignInPageWords TooOften(int most) =>
        new(
            "Too many sign-ins",
            $"You signed in {most} times within a minute: more than one person does by hand. Wait a minute.",
            "Whoever is signed in already goes on working."
        )
        {
            First = ("Go on", "/"),
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

    /// <summary>An answer of the provider that does not count. Whoever was signed in before still is, and has nothing to start again.</summary>
    /// <param name="again">Where to sign in.</param>
    /// <param name="goOn">Where to go on, for somebody who is signed in; null for anybody else.</param>
    /// <param name="sentences">Why.</param>
    public static SignInPageWords Refused(string again, string? goOn, params IReadOnlyList<string> sentences) =>
        goOn is null
            ? new("You are not signed in", sentences) { First = ("Start again", again) }
            : new("You are still signed in", sentences) { First = ("Go on", goOn) };
}
