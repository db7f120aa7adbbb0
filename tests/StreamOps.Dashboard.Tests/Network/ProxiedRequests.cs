namespace StreamOps.Dashboard.Tests.Network;

/// <summary>What a proxy does: it goes on to the dashboard with what a browser sent to the address that people know, and says so.</summary>
/// <param name="known">The address that people know.</param>
/// <param name="dashboard">Where the dashboard listens.</param>
/// <param name="headers">What it says of the request.</param>
internal sealed class ProxiedRequests(Uri known, Uri dashboard, params (string Name, string Value)[] headers)
    : DelegatingHandler(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.Authority == known.Authority)
        {
            request.RequestUri = new Uri(dashboard, request.RequestUri.PathAndQuery);
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return base.SendAsync(request, cancellationToken);
    }
}
