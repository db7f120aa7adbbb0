namespace StreamOps.Dashboard.Live;

/// <summary>Addresses of the panels beside a list: the list's own, and whose panel stands open.</summary>
/// <param name="List">The list with no panel open, with whatever else its address asks for.</param>
public sealed record PanelAddress(string List)
{
    /// <summary>The panels beside the list that is shown now.</summary>
    public static PanelAddress Of(NavigationManager navigation) =>
        new(
            navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["session"] = null, ["rescue"] = null }
            )
        );

    /// <summary>The session's panel.</summary>
    public string Session(string sessionId) => With("session", sessionId);

    /// <summary>The panel of its rescue.</summary>
    public string Rescue(string sessionId) => With("rescue", sessionId);

    private string With(string panel, string sessionId) =>
        $"{List}{(List.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{panel}={Uri.EscapeDataString(sessionId)}";
}
