namespace StreamOps.Operations.Acts;

/// <summary>Somebody as the record keeps them, for as long as it speaks of them.</summary>
/// <param name="Name">As they were called.</param>
/// <param name="Subject">The sign-in provider's own name for them, which never changes; null where nobody signed in.</param>
/// <param name="Role">What they were here, as <c>operator</c>; null where nobody signed in.</param>
public sealed record Person(string Name, string? Subject = null, string? Role = null)
{
    /// <summary>Whether this is who began something: by the subject where that one has one, else by the name as it looks.</summary>
    public bool Is(Person owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return owner.Subject is null
            ? OperatorNames.AreSame(owner.Name, Name)
            : string.Equals(owner.Subject, Subject, StringComparison.Ordinal);
    }
}
