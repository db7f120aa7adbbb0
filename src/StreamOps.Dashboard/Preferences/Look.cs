namespace StreamOps.Dashboard.Preferences;

/// <summary>How the pages look in one browser.</summary>
/// <param name="Theme">Light, dark, or the system's.</param>
/// <param name="Density">How high rows are.</param>
/// <param name="Scale">How large everything is.</param>
public sealed record Look(ThemeChoice Theme, Density Density, Scale Scale = Scale.Usual)
{
    /// <summary>The plain cookie that the first paint reads.</summary>
    public const string CookieName = "streamops-look";

    public static readonly Look Default = new(ThemeChoice.System, Density.Comfortable);

    /// <summary>As <c>data-theme</c> says it.</summary>
    public string ThemeWord => Theme.ToString().ToLowerInvariant();

    /// <summary>As <c>data-density</c> says it.</summary>
    public string DensityWord => Density.ToString().ToLowerInvariant();

    /// <summary>As <c>data-scale</c> says it.</summary>
    public string ScaleWord => WordOf(Scale);

    /// <summary>What an address asks for with <c>?scale=</c>: 1.0, 1.5 or 2.0; anything else asks for nothing.</summary>
    public Look AskedBy(string? scale) =>
        Enum.GetValues<Scale>().Where(size => WordOf(size) == scale).Select(size => this with { Scale = size }).FirstOrDefault(this);

    private static string WordOf(Scale scale) =>
        scale switch
        {
            Scale.Large => "1.5",
            Scale.Projector => "2.0",
            _ => "1.0",
        };

    /// <summary>Reads the cookie, as <c>dark.compact.15</c>, or without its last part as it was written before; anything else is the default.</summary>
    public static Look FromCookie(string? value) =>
        value?.Split('.') is [var theme, var density, .. { Length: <= 1 } size]
        && Enum.TryParse<ThemeChoice>(theme, ignoreCase: true, out var choice)
        && Enum.IsDefined(choice)
        && Enum.TryParse<Density>(density, ignoreCase: true, out var rows)
        && Enum.IsDefined(rows)
            ? new Look(
                choice,
                rows,
                size is ["15"] ? Scale.Large
                    : size is ["20"] ? Scale.Projector
                    : Scale.Usual
            )
            : Default;
}

/// <summary>Light, dark, or what the system asks for.</summary>
public enum ThemeChoice
{
    System,
    Light,
    Dark,
}

/// <summary>How many times as large as usual: 1.0, 1.5, 2.0. A window without room for it shows as much as it can hold.</summary>
public enum Scale
{
    Usual,
    Large,
    Projector,
}

/// <summary>Rows of 44 or of 32 pixels.</summary>
public enum Density
{
    Comfortable,
    Compact,
}
