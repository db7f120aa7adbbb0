using System.Globalization;
using System.Text.RegularExpressions;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>What opens below the freshness mark.</summary>
[Collection<SecondStage>]
public sealed class MeterJourney(Stage stage) : Journey<Stage>(stage)
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private ILocator Mark => Page.Locator("button.meter-mark");

    private ILocator Meter => Page.Locator(".meter");

    private ILocator Slider => Meter.GetByRole(AriaRole.Slider);

    [Fact]
    public async Task It_is_opened_used_and_closed_by_keys()
    {
        await new QueuePage(Page).OpenAsync();
        await Mark.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Mark).ToHaveAttributeAsync("aria-expanded", "true");
        await AxeScan.OfAsync(Page, "meter", Meter);
        await Slider.FocusAsync();
        var before = int.Parse(await Slider.InputValueAsync(), CultureInfo.InvariantCulture);

        // As fast as keys come: what the server answers late pushes nothing back.
        for (var i = 0; i < 20; i++)
        {
            await Page.Keyboard.PressAsync("ArrowRight");
        }

        await Expect(Meter.Locator("[data-forecast]"))
            .ToContainTextAsync(new Regex($@"At {before + 20}\s%: every", RegexOptions.None, OneSecond));
        await Expect(Slider).ToHaveValueAsync($"{before + 20}");
        await Page.Keyboard.PressAsync("Escape");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Meter).Not.ToBeAttachedAsync();
        await Expect(Mark).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task On_a_phone_it_fits(int width)
    {
        await Page.SetViewportSizeAsync(width, 844);
        await new QueuePage(Page).OpenAsync();
        await Mark.ClickAsync();
        await Expect(Meter).ToBeVisibleAsync();

        Assert.Equal(0, await Meter.EvaluateAsync<int>("(meter) => meter.scrollWidth - meter.clientWidth"));
        Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
    }
}
