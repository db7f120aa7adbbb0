using System.Net;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Testing;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>A circuit's id is worth nothing in other hands: what its operator may is theirs alone.</summary>
[Trait("Row", "A6")]
public sealed class CircuitOwnersTests(SharedDashboard shared, LoggedStage stage)
    : IClassFixture<SharedDashboard>,
        IClassFixture<LoggedStage>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SignedInDashboard _stage = stage.Anew();

    [Fact]
    public async Task A6_without_a_sign_in_a_stolen_circuit_is_refused_and_its_own_browser_has_it_back()
    {
        var address = shared.Dashboard.Address;
        var (cookies, others) = (new CookieContainer(), new CookieContainer());
        var circuit = await LeaveAsync(address, cookies);
        await LeaveAsync(address, others);

        Assert.False(await TakeUpAsync(address, new CookieContainer(), circuit));
        Assert.False(await TakeUpAsync(address, others, circuit));
        Assert.True(await TakeUpAsync(address, cookies, circuit));
    }

    [Fact]
    public async Task A6_with_a_sign_in_a_stolen_circuit_is_refused_to_everybody_but_its_subject_and_logged()
    {
        var address = _stage.Dashboard.Address;
        using var mara = await _stage.BrowserOfAsync("mara");
        using var lea = await _stage.BrowserOfAsync("lea");
        var circuit = await LeaveAsync(address, mara.Cookies);
        var before = stage.Refusals();

        Assert.False(await TakeUpAsync(address, lea.Cookies, circuit));
        Assert.Equal(before + 1, stage.Refusals());
        Assert.True(await TakeUpAsync(address, mara.Cookies, circuit));
        Assert.Equal(before + 1, stage.Refusals());
    }

    [Fact]
    public async Task A6_nobody_begins_anew_with_what_somebody_elses_circuit_was()
    {
        var address = _stage.Dashboard.Address;
        using var mara = await _stage.BrowserOfAsync("mara");
        using var lea = await _stage.BrowserOfAsync("lea");
        var circuit = await LeaveAsync(address, mara.Cookies);
        var before = stage.Refusals();

        await using var other = await HeadlessCircuit.ConnectAsync(address, lea.Cookies);
        var resumed = await other.ResumeAsync(circuit);

        Assert.Null(resumed);
        Assert.Equal(before + 1, stage.Refusals());
        Assert.True(await TakeUpAsync(address, mara.Cookies, circuit));
    }

    [Fact]
    public async Task A6_however_many_circuits_one_connection_makes_up_the_log_has_a_line_a_minute()
    {
        using var vic = await _stage.BrowserOfAsync("vic");
        await using var connection = await HeadlessCircuit.ConnectAsync(_stage.Dashboard.Address, vic.Cookies);
        var (refused, told) = (stage.Refusals(), stage.Told().Count);

        for (var number = 0; number < 100; number++)
        {
            Assert.False(await connection.TakeUpAsync($"made-up-{number}"));
        }

        Assert.Equal(told, stage.Told().Count);
        Assert.Equal(refused + 100, stage.Refusals());
        Assert.Equal(told + 1, stage.Told().Count);
    }

    /// <remarks>What a page is sent to start its circuit with names its parts and nobody: the circuit is whose connection it is.</remarks>
    [Fact]
    public async Task A6_a_leads_page_in_a_viewers_hands_begins_a_viewers_circuit()
    {
        var address = new Uri(_stage.Dashboard.Address, "/tokens");
        using var lea = await _stage.BrowserOfAsync("lea");
        using var vic = await _stage.BrowserOfAsync("vic");

        await using var own = await HeadlessCircuit.OpenAsync(address, lea.Cookies);
        await using var stolen = await HeadlessCircuit.OpenPageOfAsync(address, vic.Cookies, lea.Cookies);

        await UntilToldAsync(own, "data-make-token");
        await UntilToldAsync(stolen, "Access tokens are for leads.");
        Assert.DoesNotContain("data-make-token", stolen.Told, StringComparison.Ordinal);
    }

    /// <summary>Opens a page and is gone; the circuit is there still.</summary>
    private static async Task<string> LeaveAsync(Uri address, CookieContainer cookies)
    {
        await using var page = await HeadlessCircuit.OpenAsync(address, cookies);
        return page.Id;
    }

    private static async Task<bool> TakeUpAsync(Uri address, CookieContainer cookies, string circuit)
    {
        await using var connection = await HeadlessCircuit.ConnectAsync(address, cookies);
        return await connection.TakeUpAsync(circuit);
    }

    private static Task UntilToldAsync(HeadlessCircuit page, string words) =>
        Eventually.BeTrueAsync($"the page is told: {words}", Patience, () => page.Told.Contains(words, StringComparison.Ordinal));
}
