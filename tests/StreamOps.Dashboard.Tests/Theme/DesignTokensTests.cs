using MudBlazor;
using StreamOps.Dashboard.Theme;

namespace StreamOps.Dashboard.Tests.Theme;

public sealed class DesignTokensTests
{
    private static readonly string[] Surfaces = ["page", "surface", "raised"];
    private static readonly string[] Inks =
    [
        "status-good",
        "status-calm",
        "status-moving",
        "status-soon",
        "status-critical",
        "status-ended",
    ];

    public static TheoryData<string, string> TextPairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var surface in Surfaces)
        {
            foreach (var text in Inks.Concat(["text", "text-muted", "accent"]))
            {
                pairs.Add(text, surface);
            }
        }

        pairs.Add("on-accent", "accent");
        return pairs;
    }

    [Theory]
    [MemberData(nameof(TextPairs))]
    public void Text_reads_at_4_5_to_1_in_both_themes(string text, string surface)
    {
        Assert.True(DesignTokens.Contrast(DesignTokens.Colors[text].Light, DesignTokens.Colors[surface].Light) >= 4.5, "light");
        Assert.True(DesignTokens.Contrast(DesignTokens.Colors[text].Dark, DesignTokens.Colors[surface].Dark) >= 4.5, "dark");
    }

    [Theory]
    [InlineData("page")]
    [InlineData("surface")]
    [InlineData("raised")]
    public void The_outline_of_a_control_is_seen_at_3_to_1(string surface)
    {
        Assert.True(DesignTokens.Contrast(DesignTokens.Colors["control-border"].Light, DesignTokens.Colors[surface].Light) >= 3, "light");
        Assert.True(DesignTokens.Contrast(DesignTokens.Colors["control-border"].Dark, DesignTokens.Colors[surface].Dark) >= 3, "dark");
    }

    [Fact]
    public void An_ink_reads_on_its_own_tint()
    {
        foreach (var ink in Inks)
        {
            var (light, dark) = DesignTokens.Colors[ink];
            var surface = DesignTokens.Colors["surface"];
            Assert.True(DesignTokens.Contrast(light, DesignTokens.Over(light, surface.Light, 0.10)) >= 4.5, $"{ink} light");
            Assert.True(DesignTokens.Contrast(dark, DesignTokens.Over(dark, surface.Dark, 0.14)) >= 4.5, $"{ink} dark");
        }
    }

    [Fact]
    public void MudBlazor_gets_the_same_values_as_the_style_sheet()
    {
        AssertSame(StreamOpsTheme.Value.PaletteLight, token => DesignTokens.Colors[token].Light);
        AssertSame(StreamOpsTheme.Value.PaletteDark, token => DesignTokens.Colors[token].Dark);
    }

    private static void AssertSame(Palette palette, Func<string, string> token)
    {
        (string Token, string Value)[] pairs =
        [
            ("page", Hex(palette.Background)),
            ("surface", Hex(palette.Surface)),
            ("raised", Hex(palette.BackgroundGray)),
            ("text", Hex(palette.TextPrimary)),
            ("text-muted", Hex(palette.TextSecondary)),
            ("accent", Hex(palette.Primary)),
            ("on-accent", Hex(palette.PrimaryContrastText)),
            ("control-border", Hex(palette.LinesInputs)),
            ("hairline", Hex(palette.LinesDefault)),
            ("status-good", Hex(palette.Success)),
            ("status-calm", Hex(palette.Info)),
            ("status-moving", Hex(palette.Tertiary)),
            ("status-soon", Hex(palette.Warning)),
            ("status-critical", Hex(palette.Error)),
            ("status-ended", Hex(palette.Secondary)),
        ];

        Assert.All(pairs, pair => Assert.Equal((pair.Token, token(pair.Token)), (pair.Token, pair.Value)));
    }

    private static string Hex(MudBlazor.Utilities.MudColor color) => color.Value[..7].ToUpperInvariant();
}
