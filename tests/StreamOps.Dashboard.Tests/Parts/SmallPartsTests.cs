using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Shell;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Tests.Parts;

public sealed class SmallPartsTests : MudTest
{
    public SmallPartsTests()
    {
        Services.AddSingleton(new FleetClock(TimeProvider.System));
        Services.AddSingleton(new StoreOutage(TimeProvider.System, NullLogger<StoreOutage>.Instance));
    }

    [Fact]
    public void A_copy_button_says_what_it_copies_and_carries_it()
    {
        var button = Render<CopyButton>(part => part.Add(it => it.Text, "sg-1AB2C3De4").Add(it => it.Label, "Copy the group's id"))
            .Find("button");

        Assert.Equal("sg-1AB2C3De4", button.GetAttribute("data-copy"));
        Assert.Equal("Copy the group's id", button.GetAttribute("aria-label"));
    }

    [Fact]
    public void Loading_says_what_is_read_and_draws_as_many_rows_as_come()
    {
        var loading = Render<LoadingRows>(part => part.Add(it => it.Words, "Reading 4 stream groups…").Add(it => it.Count, 3));

        Assert.Equal("Reading 4 stream groups…", loading.Find("[role=status]").GetAttribute("aria-label"));
        Assert.Equal(3, loading.FindAll(".skeleton-row").Count);
    }

    [Fact]
    public void A_heading_takes_the_focus_and_has_its_summary_below()
    {
        var heading = Render<PageHeading>(part => part.Add(it => it.Title, "Sessions").Add(it => it.Summary, "212 sessions"));

        Assert.Equal("-1", heading.Find("h1").GetAttribute("tabindex"));
        Assert.Equal("212 sessions", heading.Find("p").TextContent);
    }

    [Fact]
    public void A_page_that_is_not_there_and_a_page_with_a_fault_lead_back_to_the_queue()
    {
        Assert.Equal("", Render<NotFoundPage>().Find("a").GetAttribute("href"));
        Assert.Equal("", Render<ProblemPage>().Find("a").GetAttribute("href"));
    }

    [Fact]
    public void The_banner_of_a_lost_circuit_is_hidden_until_it_is_lost_and_covers_nothing()
    {
        var banner = Render<ReconnectBanner>().Find("#components-reconnect-modal");

        Assert.True(banner.HasAttribute("hidden"));
        Assert.Contains("A rescue that was sent runs on at the server.", banner.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_only_is_said_on_every_page()
    {
        Services.Configure<OperationsOptions>(options => options.ReadOnly = true);

        var banners = Render<Banners>(part => part.Add(it => it.Fleet, FleetPicture.Empty));

        Assert.Contains("Read-only: looking is allowed, acting is not.", banners.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Against_AWS_no_banner_speaks_of_an_emulator() =>
        Assert.DoesNotContain(
            "Emulator",
            Render<Banners>(part => part.Add(it => it.Fleet, FleetPicture.Empty)).Markup,
            StringComparison.Ordinal
        );
}
