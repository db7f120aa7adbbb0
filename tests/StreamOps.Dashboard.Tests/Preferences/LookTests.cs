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

    [Fact]
    public void A_look_that_was_stored_before_there_were_sizes_is_of_the_usual_size() =>
        Assert.Equal(
            new Look(ThemeChoice.Dark, Density.Compact),
            System.Text.Json.JsonSerializer.Deserialize<Look>("""{"Theme":2,"Density":1}""")
        );
}
