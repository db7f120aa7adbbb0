namespace StreamOps.Operations.Fleet;

/// <summary>Names for things that carry a description and an id.</summary>
public static class DistinctNames
{
    /// <summary>Each with its description, with its id as well where two share one, or with its id alone where it has none.</summary>
    public static IEnumerable<(T Thing, string Name)> Of<T>(IEnumerable<T> things, Func<T, string> description, Func<T, string> id) =>
        things
            .GroupBy(description, StringComparer.Ordinal)
            .SelectMany(alike =>
                alike.Select(thing =>
                    (
                        thing,
                        alike.Key.Length == 0 ? id(thing)
                        : alike.Skip(1).Any() ? $"{alike.Key} · {id(thing)}"
                        : alike.Key
                    )
                )
            );
}
