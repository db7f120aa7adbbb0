using Microsoft.Extensions.Configuration;

namespace StreamOps.Operations.Settings;

/// <summary>A setting that is a list: one text with its items separated by semicolons.</summary>
public static class ListSetting
{
    /// <summary>Its items.</summary>
    public static string[] Items(string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Items with a number each bind to nothing: a list that is ignored must not look like one that is obeyed.</summary>
    /// <param name="settings">Texts all of them, of several items or of one.</param>
    public static IEnumerable<string> Faults(IEnumerable<IConfigurationSection> settings) =>
        settings
            .Where(setting => setting.GetChildren().Any())
            .Select(setting =>
                $"{setting.Path} is one text, and no list. Where it holds several items they are separated by semicolons, as \"a;b\"."
            );
}
