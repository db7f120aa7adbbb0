namespace StreamOps.Dashboard.Preferences;

/// <summary>How the pages look in one browser.</summary>
public sealed record Look(ThemeChoice Theme, Density Density)
{
    /// <summary>The plain cookie that the first paint reads.</summary>
    public const string CookieName = "streamops-look";

    public static readonly Look Default = new(ThemeChoice.System, Density.Comfortable);

    /// <summary>As <c>data-theme</c> says it.</summary>
    public string ThemeWord => Theme.ToString().ToLowerInvariant();

    /// <summary>As <c>data-density</c> says it.</summary>
    public string DensityWord => Density.ToString().ToLowerInvariant();

    /// <summary>Reads the cookie, as <c>dark.compact</c>; anything else is the default.</summary>
    public static Look FromCookie(string? value) =>
        value?.Split('.') is [var theme, var density]
        && Enum.TryParse<ThemeChoice>(theme, ignoreCase: true, out var choice)
        && Enum.IsDefined(choice)
        && Enum.TryParse<Density>(density, ignoreCase: true, out var rows)
        && Enum.IsDefined(rows)
            ? new Look(choice, rows)
            : Default;
}

/// <summary>Light, dark, or what the system asks for.</summary>
public enum ThemeChoice
{
    System,
    Light,
    Dark,
}

/// <summary>Rows of 44 or of 32 pixels.</summary>
public enum Density
{
    Comfortable,
    Compact,
}
