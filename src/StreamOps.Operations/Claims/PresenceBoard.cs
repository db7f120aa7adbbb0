using StreamOps.Operations.Acts;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Claims;

/// <summary>Who looks at a session now, in its drawer or its panel: weaker than a claim, and in memory alone. A place is one browser's page.</summary>
public sealed class PresenceBoard : Board<StreamSessionArn, Onlookers>
{
    /// <summary>Somebody looks.</summary>
    /// <param name="session">At which session.</param>
    /// <param name="place">From which place; one place looks at a session once.</param>
    /// <param name="person">Who.</param>
    public void Enter(StreamSessionArn session, object place, Person person) =>
        Change(session, standing => (standing ?? Onlookers.None).With(place, person));

    /// <summary>The place looks no more.</summary>
    public void Leave(StreamSessionArn session, object place) => Change(session, standing => standing?.Without(place));
}

/// <summary>Those who look at one session.</summary>
public sealed class Onlookers
{
    internal static readonly Onlookers None = new(ImmutableDictionary<object, Person>.Empty);

    private readonly ImmutableDictionary<object, Person> _places;

    private Onlookers(ImmutableDictionary<object, Person> places)
    {
        _places = places;
        List<Person> people = [];
        foreach (var person in places.Values.OrderBy(person => person.Name, StringComparer.Ordinal))
        {
            if (!people.Any(person.Is))
            {
                people.Add(person);
            }
        }

        People = [.. people];
    }

    /// <summary>Each once, by name, however many pages they have open.</summary>
    public ImmutableArray<Person> People { get; }

    /// <summary>Whether a reader would see the same.</summary>
    internal bool LooksLike(Onlookers? other) => other is not null && People.SequenceEqual(other.People);

    internal Onlookers With(object place, Person person) => new(_places.SetItem(place, person));

    /// <summary>Null when nobody is left.</summary>
    internal Onlookers? Without(object place) => _places.Remove(place) is { IsEmpty: false } left ? new Onlookers(left) : null;
}
