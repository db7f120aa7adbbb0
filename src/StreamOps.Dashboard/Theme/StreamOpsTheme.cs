using MudBlazor;

namespace StreamOps.Dashboard.Theme;

/// <summary>The design's values for MudBlazor: the same as in <c>tokens.css</c>, which a test compares.</summary>
public static class StreamOpsTheme
{
    private static readonly string[] FontFamily = ["system-ui", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif"];

    public static readonly MudTheme Value = new()
    {
        PaletteLight = Fill(
            new PaletteLight(),
            new Inks("#F5F7FA", "#FFFFFF", "#EBEFF4", "#16202C", "#4A5563", "#1A56C4", "#FFFFFF", "#737E8C", "#D5DCE5")
            {
                Good = "#0D7A5A",
                Calm = "#114295",
                Moving = "#9238DE",
                Soon = "#6A3600",
                Critical = "#C81C38",
                Ended = "#565D6A",
            }
        ),
        PaletteDark = Fill(
            new PaletteDark(),
            new Inks("#0E1217", "#161B22", "#202832", "#E8EDF3", "#A9B3BF", "#8AB4FF", "#0E1217", "#7A8696", "#2D3743")
            {
                Good = "#71DFB7",
                Calm = "#5599FD",
                Moving = "#DDBAF1",
                Soon = "#FBB220",
                Critical = "#FF6478",
                Ended = "#9AA0A9",
            }
        ),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = FontFamily,
                FontSize = "14px",
                LineHeight = "20px",
                LetterSpacing = "normal",
            },
            Button = new ButtonTypography
            {
                FontFamily = FontFamily,
                FontSize = "14px",
                FontWeight = "500",
                LineHeight = "20px",
                LetterSpacing = "normal",
                TextTransform = "none",
            },
        },
    };

    private static TPalette Fill<TPalette>(TPalette palette, Inks inks)
        where TPalette : Palette
    {
        palette.Background = inks.Page;
        palette.Surface = inks.Surface;
        palette.BackgroundGray = inks.Raised;
        palette.TextPrimary = inks.Text;
        palette.TextSecondary = inks.TextMuted;
        palette.ActionDefault = inks.TextMuted;
        palette.Primary = inks.Accent;
        palette.PrimaryContrastText = inks.OnAccent;
        palette.LinesInputs = inks.ControlBorder;
        palette.LinesDefault = inks.Hairline;
        palette.Divider = inks.Hairline;
        palette.Success = inks.Good;
        palette.Info = inks.Calm;
        palette.Tertiary = inks.Moving;
        palette.Warning = inks.Soon;
        palette.Error = inks.Critical;
        palette.ErrorContrastText = inks.OnAccent;
        palette.Secondary = inks.Ended;
        palette.SecondaryContrastText = inks.OnAccent;
        return palette;
    }

    private sealed record Inks(
        string Page,
        string Surface,
        string Raised,
        string Text,
        string TextMuted,
        string Accent,
        string OnAccent,
        string ControlBorder,
        string Hairline
    )
    {
        public required string Good { get; init; }

        public required string Calm { get; init; }

        public required string Moving { get; init; }

        public required string Soon { get; init; }

        public required string Critical { get; init; }

        public required string Ended { get; init; }
    }
}
