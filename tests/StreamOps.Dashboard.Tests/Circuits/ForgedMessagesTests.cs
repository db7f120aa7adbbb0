using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Links;
using StreamOps.Testing;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>Whatever a circuit is sent, it does what its person may: each listener of a page is pressed, also those that no button shows.</summary>
[Trait("Row", "A5")]
public sealed class ForgedMessagesTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SignedInDashboard _stage = stage.Anew();

    private LinkBoard Links => _stage.Dashboard.Services.GetRequiredService<LinkBoard>();

    [Fact]
    public async Task A5_a_viewer_who_presses_everything_changes_nothing_and_an_operator_does()
    {
        _stage.Dashboard.PublishLost();
        using var mara = await _stage.BrowserOfAsync("mara");
        using var vic = await _stage.BrowserOfAsync("vic");
        var link = await MakeLinkAsync(mara);
        var before = await AuditedAsync();

        await PressEverythingAsync(vic, "/?rescue=s1");
        await PressEverythingAsync(vic, "/?session=s1");
        await PressEverythingAsync(vic, "/sessions?session=s1");

        Assert.Null(Links.Current[A.Arn()].RevokedAt);
        Assert.DoesNotContain(_stage.Dashboard.Service.Calls, IsAct);
        Assert.Empty((await AuditedAsync()).Except(before, StringComparer.Ordinal));

        // The same press of somebody who may: it does reach the desk.
        await using var page = await HeadlessCircuit.OpenAsync(new Uri(_stage.Dashboard.Address, "/?rescue=s1"), mara.Cookies);
        Assert.True(await page.PressAsync("data-revoke-link"));
        Assert.Equal(link, Links.Current[A.Arn()].Id);
        await Eventually.BeTrueAsync("the link is revoked", Patience, () => Links.Current[A.Arn()].RevokedAt is not null);
    }

    [Theory]
    [InlineData("StartCircuit")]
    [InlineData("EndInvokeJSFromDotNet")]
    [InlineData("BeginInvokeDotNetFromJS")]
    [InlineData("ReceiveByteArray")]
    [InlineData("OnRenderCompleted")]
    [InlineData("OnLocationChanged")]
    public async Task A_page_that_sends_nonsense_ends_itself_alone(string method)
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        using var lea = await _stage.BrowserOfAsync("lea");
        await using var other = await HeadlessCircuit.OpenAsync(_stage.Dashboard.Address, lea.Cookies);
        await using var page = await HeadlessCircuit.OpenAsync(_stage.Dashboard.Address, mara.Cookies);

        await page.SendAsync(method, "\u0000", new string('x', 20_000), -1, "[[[", null);
        await page.SendAsync(method);

        await using var later = await HeadlessCircuit.OpenAsync(_stage.Dashboard.Address, lea.Cookies);
        Assert.True(later.Batches > 0);
        Assert.False(other.Closed.IsCompleted);
    }

    [Fact]
    public async Task A_page_whose_circuit_broke_is_over_for_it_though_nobody_closes_the_connection()
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        await using var page = await HeadlessCircuit.OpenAsync(_stage.Dashboard.Address, mara.Cookies);

        await page.SendAsync("EndInvokeJSFromDotNet", 1L, true, "[[[");

        await page.Closed.WaitAsync(Patience);
        Assert.NotEmpty(page.Errors);
    }

    private static bool IsAct(ScriptedCall call) =>
        call.Operation.StartsWith("Create", StringComparison.Ordinal)
        || call.Operation is "TerminateStreamSession" or "ExportStreamSessionFiles";

    private async Task PressEverythingAsync(Browser browser, string path)
    {
        await using var page = await HeadlessCircuit.OpenAsync(new Uri(_stage.Dashboard.Address, path), browser.Cookies);
        Assert.True(await page.PressEverythingAsync() > 0, "Nothing listens on the page.");
        Assert.False(page.Closed.IsCompleted);
    }

    private static async Task<Guid> MakeLinkAsync(Browser browser)
    {
        using var made = await browser.PostAsync("/rescue/links", JsonContent.Create(new { session = "s1" }));
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("link").GetGuid();
    }

    private async Task<IReadOnlyList<string>> AuditedAsync() =>
        [
            .. (await _stage.Dashboard.Services.GetRequiredService<AuditLog>().ForSessionAsync(A.Arn(), CancellationToken.None)).Select(
                entry => entry.ToString()
            ),
        ];
}
