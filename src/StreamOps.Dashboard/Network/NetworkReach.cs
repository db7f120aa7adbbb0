namespace StreamOps.Dashboard.Network;

/// <summary>How people reach the dashboard.</summary>
/// <param name="IsByTlsAlone">
/// Whether nobody reaches it without TLS but this machine itself: a network, a proxy or an https address is in front. Cookies are kept to TLS then.
/// </param>
public sealed record NetworkReach(bool IsByTlsAlone)
{
    /// <summary>A cookie's name: with the prefix by which browsers keep it to TLS, to this host alone, and out of the hands of its neighbours.</summary>
    public string CookieName(string name) => IsByTlsAlone ? $"__Host-{name}" : name;

    /// <summary>What a cookie of that name has to have.</summary>
    public void Guard(CookieBuilder cookie, string name)
    {
        cookie.Name = CookieName(name);
        if (IsByTlsAlone)
        {
            // The prefix wants this path, also under a base path: who shares the host's name is trusted with it.
            cookie.Path = "/";
            cookie.SecurePolicy = CookieSecurePolicy.Always;
        }
    }
}
