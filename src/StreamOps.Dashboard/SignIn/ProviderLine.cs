using System.Net;

namespace StreamOps.Dashboard.SignIn;

/// <summary>
/// The way to the provider for those who sign in. A 429 and a fault of the provider's own say nothing about anybody: they are an outage, as no answer is.
/// </summary>
/// <param name="authority">The provider's address.</param>
internal sealed class ProviderLine(string authority) : DelegatingHandler(Dial(authority))
{
    /// <summary>Connections at once. Anybody may make us ask, and one that waits for a slow provider is a descriptor; more wait in a row, as long as the provider is waited for.</summary>
    internal const int MostAtOnce = 16;

    /// <summary>A way to the provider that is as guarded and as narrow, and shared with nobody.</summary>
    public static SocketsHttpHandler Dial(string authority)
    {
        var handler = GuardedDial.Handler(Uri.TryCreate(authority, UriKind.Absolute, out var address) && address.IsLoopback);
        handler.MaxConnectionsPerServer = MostAtOnce;
        return handler;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.TooManyRequests and < HttpStatusCode.InternalServerError)
        {
            return response;
        }

        using (response)
        {
            throw new HttpRequestException("The sign-in provider takes nothing just now.", inner: null, response.StatusCode);
        }
    }
}
