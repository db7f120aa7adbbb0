using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>What holds of every cookie where people come by TLS.</summary>
internal static class TlsCookies
{
    /// <summary>Asserts that a browser was set some, each for this host and for TLS alone.</summary>
    public static void AssertSetFor(Browser browser)
    {
        Assert.NotEmpty(browser.Set);
        Assert.All(
            browser.Set,
            cookie =>
            {
                Assert.StartsWith("__Host-streamops-", cookie, StringComparison.Ordinal);
                Assert.Contains("; path=/;", cookie + ";", StringComparison.Ordinal);
                Assert.Contains("; secure", cookie, StringComparison.Ordinal);
                Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
                Assert.Contains("; samesite=", cookie, StringComparison.Ordinal);
                Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            }
        );
    }
}
