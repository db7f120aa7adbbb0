using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StreamOps.Reliability.Rescues;

/// <summary>An operator's browser: its cookies outlive the dashboard.</summary>
/// <param name="dashboard">The dashboard's address.</param>
public sealed partial class OperatorBrowser(Uri dashboard) : IDisposable
{
    private const string OurPage = "X-StreamOps";

    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private HttpClient? _client;

    /// <summary>For a page's circuit.</summary>
    public CookieContainer Cookies => _handler.CookieContainer;

    private HttpClient Client => _client ??= new(_handler) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>A session's page with its rescue panel.</summary>
    public Uri PanelOf(string session) => new(dashboard, $"/?rescue={session}");

    /// <summary>Gives the operator's name, once the page asks for it.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> GiveNameAsync(string session, string name)
    {
        var page = await Client.GetStringAsync(PanelOf(session));
        if (Token().Match(page) is not { Success: true } token)
        {
            return false;
        }

        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token.Groups["token"].Value), new("name", name)]);
        using var response = await Client.PostAsync(new Uri(dashboard, "/operator"), content);
        return response.StatusCode == HttpStatusCode.Redirect;
    }

    /// <summary>Makes a link for a session; where one stands whose secret was lost with its answer, a new one in its place.</summary>
    /// <returns>Its secret; null when there is none now.</returns>
    public async Task<string?> MakeLinkAsync(string session, Guid? replaces = null)
    {
        using var response = await PostAsync("/rescue/links", JsonContent.Create(new { session, replaces }));
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return null;
        }

        using var made = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return made.RootElement.TryGetProperty("address", out var address) ? new Uri(address.GetString()!).Fragment.TrimStart('#')
            : replaces is null ? await MakeLinkAsync(session, made.RootElement.GetProperty("link").GetGuid())
            : null;
    }

    /// <summary>Pastes an offer into a panel's box.</summary>
    public async Task<bool> PasteAsync(string draft, string offer)
    {
        using var content = new StringContent(offer, Encoding.UTF8, "text/plain");
        using var response = await PostAsync($"/rescue/offers/{draft}?serial=1", content);
        return response.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>What the panel of a session shows of its newest attempt, and whether it takes an offer.</summary>
    public async Task<PanelLook> LookAsync(string session)
    {
        var page = await Client.GetStringAsync(PanelOf(session));
        return new PanelLook(ValueOf(State().Match(page)), ValueOf(AnswerOf().Match(page)), TakesOffer().IsMatch(page));
    }

    /// <summary>Copies an answer, and says so.</summary>
    /// <returns>The answer; null when there is none (any more).</returns>
    public async Task<string?> CopyAnswerAsync(string attempt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(dashboard, $"/rescue/answers/{attempt}"));
        request.Headers.Add(OurPage, "1");
        using var response = await Client.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return null;
        }

        var answer = await response.Content.ReadAsStringAsync();
        // That nobody hears of it takes no answer away.
        using var taken = await PostAsync($"/rescue/answers/{attempt}/taken", content: null);
        return answer;
    }

    public void Dispose()
    {
        _client?.Dispose();
        _handler.Dispose();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard, path)) { Content = content };
        request.Headers.Add(OurPage, "1");
        return await Client.SendAsync(request);
    }

    private static string? ValueOf(Match match) => match.Success ? match.Groups["value"].Value : null;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Token();

    [GeneratedRegex("data-attempt=\"[0-9]+\" data-state=\"(?<value>[A-Za-z]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex State();

    [GeneratedRegex("<section class=\"lane\">\\s*<h3>(Paste an offer|Send a new offer)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TakesOffer();

    [GeneratedRegex("data-copy-answer=\"(?<value>[0-9a-f-]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex AnswerOf();
}

/// <summary>What an operator sees in a panel.</summary>
/// <param name="State">The newest attempt's; null where there is none.</param>
/// <param name="AnswerOf">The attempt whose answer is there to be copied; null for none.</param>
/// <param name="TakesOffer">Whether the box stands open for an offer: a panel that does not know the session has none.</param>
public sealed record PanelLook(string? State, string? AnswerOf, bool TakesOffer);
