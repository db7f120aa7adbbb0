using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.Commands;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

/// <summary>The drawer while the database is away: the service is read all the same.</summary>
public sealed class DrawerWithoutStoreTests : OperatedTest
{
    private readonly FakeTimeProvider _time = new(APicture.Now);

    public DrawerWithoutStoreTests() => Services.AddSingleton<TimeProvider>(_time);

    [Fact]
    public async Task It_reads_the_service_and_says_what_it_could_not_read_and_reads_that_by_itself()
    {
        Put(StreamSessionStatus.Connected);
        await Services.GetRequiredService<StreamSessionCommands>().NoteSensitiveLookAsync(A.Arn("s1"), Mara.Actor, "because");
        await TakeStoreAwayAsync();

        var drawer = Drawer();

        drawer.WaitForAssertion(() => Assert.Contains("120 s", drawer.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains("is read again by itself", drawer.Find("[data-unread]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody did anything", drawer.Markup, StringComparison.Ordinal);
        var calls = Calls("GetStreamSession");

        BringStoreBack();
        _time.Advance(TimeSpan.FromSeconds(5));

        drawer.WaitForAssertion(() => Assert.Contains("look at launch arguments", drawer.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(drawer.FindAll("[data-unread]"));
        Assert.Equal(calls, Calls("GetStreamSession"));
    }

    [Fact]
    public async Task What_was_read_stays_when_it_goes_and_an_act_is_answered_by_a_sentence()
    {
        Put(StreamSessionStatus.Connected);
        var dialogs = Render<MudDialogProvider>();
        var drawer = Drawer();
        drawer.WaitForAssertion(() => Assert.Contains("120 s", drawer.Markup, StringComparison.Ordinal), Patience);
        drawer.WaitForAssertion(() => Assert.Contains("No events yet.", drawer.Markup, StringComparison.Ordinal), Patience);
        await TakeStoreAwayAsync();

        drawer.FindComponent<SensitiveMembers>().Find("button").Click();
        dialogs.WaitForElement("input[type=radio]").Change(true);
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Show").Click();

        drawer.WaitForAssertion(
            () => Assert.Contains("Without its record nothing is shown.", drawer.Markup, StringComparison.Ordinal),
            Patience
        );
        drawer.WaitForElement("[data-unread]");
        Assert.Contains("No events yet.", drawer.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", drawer.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<StreamSessionDrawer> Drawer() =>
        Render<StreamSessionDrawer>(parameters =>
            parameters.Add(part => part.Session, A.Arn()).Add(part => part.Fleet, APicture.Of(APicture.Session())).By(Mara)
        );
}
