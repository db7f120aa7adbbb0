using System.Net;
using Microsoft.Net.Http.Headers;
using StreamOps.Dashboard.Security;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>A browser as far as HTTP goes: it keeps cookies as one does, also those for another path than that of the page which sets them.</summary>
/// <param name="dashboard">Where it is reached.</param>
/// <param name="way">How requests get there; must follow no redirect and keep no cookies. Null: straight.</param>
public sealed class Browser(Uri dashboard, HttpMessageHandler? way = null) : IDisposable
{
    private readonly HttpClient _client = new(way ?? new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    // What it has had for longest it sends first, as a browser does.
    private readonly OrderedDictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>Where it is.</summary>
    public Uri At { get; private set; } = new("about:blank");

    /// <summary>Each address on the way to where it is.</summary>
    public List<Uri> Way { get; } = [];

    /// <summary>What it holds, for a client that is no page.</summary>
    public CookieContainer Cookies
    {
        get
        {
            var container = new CookieContainer();
            foreach (var (name, value) in _cookies)
            {
                container.Add(new Cookie(name, value, "/", dashboard.Host));
            }

            return container;
        }
    }

    /// <summary>The same browser with all that it holds, where the dashboard is now.</summary>
    public Browser After(Uri restarted)
    {
        var browser = new Browser(restarted);
        foreach (var (name, value) in _cookies)
        {
            browser._cookies[name] = value;
        }

        return browser;
    }

    /// <summary>The names of all it holds.</summary>
    public IReadOnlyCollection<string> Names => _cookies.Keys;

    /// <summary>Each cookie that was set, with all that was said of it.</summary>
    public List<string> Set { get; } = [];

    /// <summary>The values of all it holds.</summary>
    public IReadOnlyCollection<string> Held => _cookies.Values;

    /// <summary>Opens a page, wherever that leads.</summary>
    public async Task<(HttpStatusCode Status, string Page)> OpenAsync(string path)
    {
        Way.Clear();
        At = new Uri(dashboard, path);
        while (true)
        {
            Way.Add(At);
            using var response = await SendAsync(HttpMethod.Get, At);
            // A page that says where it goes on is loaded, and left.
            var refresh = response.Headers.TryGetValues("Refresh", out var said) ? said.Single().Split("url=")[1] : null;
            if ((response.Headers.Location ?? (refresh is null ? null : new Uri(refresh, UriKind.Relative))) is not { } next)
            {
                return (response.StatusCode, await response.Content.ReadAsStringAsync());
            }

            At = new Uri(At, next);
            Assert.True(Way.Count < 20, string.Join('\n', Way));
        }
    }

    /// <summary>Opens the queue, and on the way signs in as whom the provider takes it for.</summary>
    public async Task<Browser> SignInAsync()
    {
        await OpenAsync("");
        return this;
    }

    /// <summary>Asserts that its way led by a page of the provider, which was told where to lead it back.</summary>
    /// <param name="path">The provider's page, as <c>/authorize</c>.</param>
    /// <param name="back">The whole address.</param>
    public void AssertLedBackFrom(string path, string back)
    {
        var asked = Assert.Single(Way, step => step.AbsolutePath == path);
        Assert.Contains(Uri.EscapeDataString(back), asked.Query, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>One request as a page's navigation, no redirect followed.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Accept", "text/html");
        return await SendAsync(request);
    }

    /// <summary>One request as our own scripts send it.</summary>
    /// <param name="path">Below the dashboard's address.</param>
    /// <param name="content">The body.</param>
    /// <param name="origin">Whose page sends it; null for none.</param>
    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content = null, string? origin = null) =>
        SendAsScriptAsync(HttpMethod.Post, path, content, origin);

    /// <summary>The same with another method.</summary>
    public async Task<HttpResponseMessage> SendAsScriptAsync(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        string? origin = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(dashboard, path)) { Content = content };
        request.Headers.Add(SameOrigin.Header, "1");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await SendAsync(request);
    }

    /// <summary>Opens a page up to the step before the dashboard hears of it again: the provider's answer, not yet brought.</summary>
    public async Task<Uri> AnswerOfProviderAsync(string path)
    {
        var at = new Uri(dashboard, path);
        while (!at.AbsolutePath.EndsWith("/sign-in/callback", StringComparison.Ordinal))
        {
            using var response = await SendAsync(HttpMethod.Get, at);
            at = new Uri(at, response.Headers.Location!);
        }

        return at;
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var response = await _client.SendAsync(request);
        foreach (var text in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            Set.Add(text);
            var cookie = SetCookieHeaderValue.Parse(text);
            if (cookie.Value.Length == 0 || cookie.Expires < TimeProvider.System.GetUtcNow())
            {
                _cookies.Remove(cookie.Name.Value!);
            }
            else
            {
                _cookies[cookie.Name.Value!] = cookie.Value.Value!;
            }
        }

        return response;
    }
}
