namespace StreamOps.Dashboard.Parts;

/// <summary>Something to filter by.</summary>
/// <param name="Value">As the address names it.</param>
/// <param name="Label">As people name it.</param>
public sealed record FilterOption(string Value, string Label);
