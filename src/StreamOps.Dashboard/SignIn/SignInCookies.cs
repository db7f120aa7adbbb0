using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace StreamOps.Dashboard.SignIn;

/// <summary>
/// What each sign-in leaves in its browser until it is over or a quarter of an hour has passed: two cookies. By TLS they go along with every request to this
/// host, and any page of another site can begin sign-ins one after the other: without an end to it all requests of that browser would be too long to be read.
/// </summary>
internal static class SignInCookies
{
    /// <summary>Sign-ins of one browser under way at once: a window of tabs that all open anew. Some 4 KB, where a proxy reads 8.</summary>
    internal const int MostUnderWay = 10;

    /// <summary>Given up by one answer: more than come with it, and few enough for the 4 KB of headers that a proxy takes.</summary>
    private const int MostGivenUp = 2;

    /// <summary>Before another sign-in begins: the oldest of those that are too many come to nothing.</summary>
    public static void GiveUpOldest(HttpContext context)
    {
        var provider = context.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(SignInServices.Provider);
        foreach (var cookie in (CookieBuilder[])[provider.NonceCookie, provider.CorrelationCookie])
        {
            // A browser sends what it has had for longest first: RFC 6265, 5.4.
            var held = context.Request.Cookies.Keys.Where(name => name.StartsWith(cookie.Name!, StringComparison.Ordinal)).ToList();
            foreach (var name in held.Take(Math.Min(held.Count - MostUnderWay, MostGivenUp)))
            {
                context.Response.Cookies.Delete(name, cookie.Build(context));
            }
        }
    }
}
