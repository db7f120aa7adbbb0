using AngleSharp.Html.Parser;
using Bunit;
using Microsoft.AspNetCore.Components;
using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.Parts;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Dashboard.Tests.Parts;

/// <summary>A drawing in one piece of markup is the drawing, and nothing in it becomes more than text.</summary>
public sealed class FlatMarkupTests : MudTest
{
    private const string Hostile = "</bdi><script>alert(1)</script><img src=x onerror=\"a\">'\"&amp;\u202E\u200B";

    [Fact]
    public void It_draws_what_the_renderer_would()
    {
        var drawn = Render(Drawing("zq 漢字 å — …"));

        drawn.MarkupMatches(FlatMarkup.Of(Drawing("zq 漢字 å — …")).Value);
    }

    [Fact]
    public void A_text_from_outside_stays_text_between_tags_and_in_an_attribute()
    {
        var parsed = new HtmlParser().ParseDocument($"<body>{FlatMarkup.Of(Drawing(Hostile)).Value}").Body!;

        Assert.Equal(["div", "bdi"], parsed.QuerySelectorAll("*").Select(element => element.LocalName));
        Assert.Equal(Hostile, parsed.QuerySelector("div")!.GetAttribute("title"));
        Assert.Equal(VisibleText.Of(Hostile), parsed.QuerySelector("bdi")!.TextContent);
        Assert.DoesNotContain(
            parsed.QuerySelectorAll("*").SelectMany(element => element.Attributes),
            it => it.Name.StartsWith("on", StringComparison.Ordinal)
        );
    }

    [Fact]
    [Trait("Row", "A2")]
    public void So_does_each_hostile_text() =>
        Assert.All(
            HostileTexts.All,
            text =>
            {
                var parsed = new HtmlParser().ParseDocument($"<body>{FlatMarkup.Of(OutsideText.Of(text)).Value}").Body!;
                Assert.Equal(VisibleText.Of(text), parsed.QuerySelector("bdi")!.TextContent);
                Assert.Single(parsed.QuerySelectorAll("*"));
            }
        );

    [Fact]
    public void What_is_absent_is_left_out_and_what_is_so_is_a_name_alone()
    {
        var markup = FlatMarkup.Of(builder =>
        {
            builder.OpenElement(0, "i");
            builder.AddAttribute(1, "title", (string?)null);
            builder.AddAttribute(2, "data-so", true);
            builder.AddAttribute(3, "data-not", false);
            builder.CloseElement();
        });

        Assert.Equal("<i data-so></i>", markup.Value);
    }

    [Theory]
    [InlineData("onclick", "i")]
    [InlineData("title", "script")]
    [InlineData("a b", "i")]
    [InlineData("title", "i><b")]
    public void What_could_act_is_refused(string attribute, string element) =>
        Assert.Throws<InvalidOperationException>(() =>
            FlatMarkup.Of(builder =>
            {
                builder.OpenElement(0, element);
                builder.AddAttribute(1, attribute, "x");
                builder.CloseElement();
            })
        );

    [Fact]
    public void So_is_what_hears_a_press_and_what_has_a_life_of_its_own()
    {
        Assert.Throws<InvalidOperationException>(() =>
            FlatMarkup.Of(builder =>
            {
                builder.OpenElement(0, "button");
                builder.AddAttribute(1, "title", EventCallback.Factory.Create(this, () => { }));
                builder.CloseElement();
            })
        );
        Assert.Throws<InvalidOperationException>(() =>
            FlatMarkup.Of(builder =>
            {
                builder.OpenComponent<CopyButton>(0);
                builder.CloseComponent();
            })
        );
    }

    private static RenderFragment Drawing(string text) =>
        builder =>
        {
            builder.OpenElement(0, "div");
            builder.AddAttribute(1, "title", text);
            builder.AddContent(2, OutsideText.Of(text));
            builder.CloseElement();
        };
}
