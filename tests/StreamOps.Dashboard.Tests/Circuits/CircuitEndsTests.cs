using System.Net;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Testing;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>A circuit ends by the hand of whom it belongs to: its id ends it in nobody else's, and its page can tell that it has ended.</summary>
[Trait("Row", "A6")]
public sealed class CircuitEndsTests(SharedDashboard shared, LoggedStage stage) : IClassFixture<SharedDashboard>, IClassFixture<LoggedStage>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private readonly SignedInDashboard _stage = stage.Anew();

    [Theory]
    [InlineData(false, "/_blazor/disconnect")]
    [InlineData(true, "/_blazor/disconnect")]
    [InlineData(true, "/_Blazor/%64isconnect/")]
    public async Task A6_a_viewer_ends_no_colleagues_circuit_and_it_draws_on(bool isBeacon, string path)
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        using var vic = await _stage.BrowserOfAsync("vic");
        await using var page = await HeadlessCircuit.OpenAsync(_stage.Dashboard.Address, mara.Cookies);
        var before = stage.Refusals();

        Assert.Equal(HttpStatusCode.Forbidden, await EndAsync(vic, page.Id, isBeacon, path));

        Assert.Equal(before + 1, stage.Refusals());
        Assert.True(await StandsAsync(page));
        _stage.Dashboard.Publish(APicture.Fleet(APicture.Waiting("s1", 60), APicture.Waiting("drawn-on", 60)));
        await UntilToldAsync(page, "drawn-on");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whose_circuit_it_is_ends_it_and_the_page_hears_of_it_once_it_asks(bool isBeacon)
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        await using var page = await HeadlessCircuit.OpenAsync(_stage.Dashboard.Address, mara.Cookies);
        Assert.True(await StandsAsync(page));
        await UntilQuietAsync(page);
        var before = stage.Refusals();

        Assert.Equal(HttpStatusCode.OK, await EndAsync(mara, page.Id, isBeacon));

        Assert.Equal(before, stage.Refusals());
        // Nothing tells a page that asks nothing.
        await Assert.ThrowsAsync<TimeoutException>(() => page.Closed.WaitAsync(Silence, TimeProvider.System));
        Assert.Empty(page.Errors);
        Assert.False(await GivesSignAsync(page));
    }

    [Fact]
    public async Task A6_without_a_sign_in_a_circuit_ends_by_its_own_browser()
    {
        var address = shared.Dashboard.Address;
        var (own, others) = (new CookieContainer(), new CookieContainer());
        await using var page = await HeadlessCircuit.OpenAsync(address, own);
        await using var other = await HeadlessCircuit.OpenAsync(address, others);

        Assert.Equal(HttpStatusCode.Forbidden, await EndAsync(address, new CookieContainer(), page.Id));
        Assert.Equal(HttpStatusCode.Forbidden, await EndAsync(address, others, page.Id));
        Assert.True(await StandsAsync(page));
        Assert.Equal(HttpStatusCode.OK, await EndAsync(address, own, page.Id));
        Assert.False(await GivesSignAsync(page));
    }

    [Fact]
    public async Task What_nobody_has_any_more_is_refused_without_a_word_and_what_is_no_form_is_told_so()
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        var before = stage.Refusals();

        Assert.Equal(HttpStatusCode.Forbidden, await EndAsync(mara, "what-was-before-the-restart", isBeacon: true));
        Assert.Equal(HttpStatusCode.BadRequest, await EndAsync(mara, "", isBeacon: false));
        Assert.Equal(HttpStatusCode.BadRequest, await EndAsync(mara, new string('x', 100_000), isBeacon: false));
        using var text = new StringContent("circuitId=x");
        using var answer = await mara.PostAsync("/_blazor/disconnect", text);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, stage.Refusals());
    }

    private static Task<bool> StandsAsync(HeadlessCircuit page) =>
        page.InvokeAsync("Stands", 0, "[]", typeof(DashboardApp).Assembly.GetName().Name);

    /// <summary>The server closes the connection of whoever asks a circuit that is gone.</summary>
    private static async Task<bool> GivesSignAsync(HeadlessCircuit page)
    {
        try
        {
            return await StandsAsync(page);
        }
        catch (InvalidOperationException)
        {
            // Closed before it was asked to the end.
            return false;
        }
    }

    private static async Task<HttpStatusCode> EndAsync(Browser browser, string circuit, bool isBeacon, string path = "/_blazor/disconnect")
    {
        using var form = Form(circuit, isBeacon);
        using var answer = await browser.PostAsync(path, form);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> EndAsync(Uri address, CookieContainer cookies, string circuit)
    {
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies });
        using var form = Form(circuit, isBeacon: true);
        using var answer = await client.PostAsync(new Uri(address, "/_blazor/disconnect"), form);
        return answer.StatusCode;
    }

    /// <summary>A page that is closed sends its form as a browser's beacon does, in parts.</summary>
    private static HttpContent Form(string circuit, bool isBeacon) =>
        isBeacon
            ? new MultipartFormDataContent { { new StringContent(circuit), "circuitId" } }
            : new FormUrlEncodedContent([new("circuitId", circuit)]);

    /// <summary>A page that begins answers scripts and drawings: what it says on its way to an end would be asked of a circuit that is gone.</summary>
    private static async Task UntilQuietAsync(HeadlessCircuit page)
    {
        for (var told = -1; told != page.Told.Length; )
        {
            told = page.Told.Length;
            await Task.Delay(Quiet, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task UntilToldAsync(HeadlessCircuit page, string words)
    {
        for (var waited = TimeSpan.Zero; !page.Told.Contains(words, StringComparison.Ordinal); waited += TimeSpan.FromMilliseconds(50))
        {
            Assert.True(waited < Patience, $"It was never told: {words}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
