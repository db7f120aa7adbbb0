using StreamOps.Dashboard.Preferences;

namespace StreamOps.Dashboard.Tests.Preferences;

public sealed class LookTests
{
    [Theory]
    [InlineData("dark.compact.15", ThemeChoice.Dark, Density.Compact, Scale.Large)]
    [InlineData("light.comfortable.20", ThemeChoice.Light, Density.Comfortable, Scale.Projector)]
    [InlineData("light.comfortable.10", ThemeChoice.Light, Density.Comfortable, Scale.Usual)]
    [InlineData("dark.compact", ThemeChoice.Dark, Density.Compact, Scale.Usual)]
    [InlineData("dark.compact.99", ThemeChoice.Dark, Density.Compact, Scale.Usual)]
    [InlineData("dark.compact.15.1", ThemeChoice.System, Density.Comfortable, Scale.Usual)]
    [InlineData("9.compact.15", ThemeChoice.System, Density.Comfortable, Scale.Usual)]
    [InlineData(null, ThemeChoice.System, Density.Comfortable, Scale.Usual)]
    public void The_first_paint_reads_theme_density_and_size(string? cookie, ThemeChoice theme, Density density, Scale scale) =>
        Assert.Equal(new Look(theme, density, scale), Look.FromCookie(cookie));

    [Theory]
    [InlineData("1.0", Scale.Usual)]
    [InlineData("1.5", Scale.Large)]
    [InlineData("2.0", Scale.Projector)]
    [InlineData("2", Scale.Large)]
    [InlineData("99", Scale.Large)]
    [InlineData("", Scale.Large)]
    [InlineData(null, Scale.Large)]
    public void An_address_asks_for_one_of_three_sizes_and_for_nothing_else(string? asked, Scale scale)
    {
        var chosen = new Look(ThemeChoice.Dark, Density.Compact, Scale.Large);

        Assert.Equal(chosen with { Scale = scale }, chosen.AskedBy(asked));
    }

    [Fact]
    public void A_look_that_was_stored_before_there_were_sizes_is_of_the_usual_size() =>
        Assert.Equal(
            new Look(ThemeChoice.Dark, Density.Compact),
            System.Text.Json.JsonSerializer.Deserialize<Look>("""{"Theme":2,"Density":1}""")
        );
}
