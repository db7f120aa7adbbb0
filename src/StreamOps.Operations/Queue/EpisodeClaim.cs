using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;

namespace StreamOps.Operations.Queue;

/// <summary>The claim on one episode of a session: one of an earlier loss says nothing about it.</summary>
public static class EpisodeClaim
{
    /// <summary>Who has the player in hand in this episode; null when nobody does, or no more.</summary>
    /// <param name="picture">What is so.</param>
    /// <param name="session">Whose claim.</param>
    /// <param name="epoch">The episode; null while it is not known, then there is none.</param>
    public static Claim? Of(FleetPicture picture, StreamSessionArn session, long? epoch)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return LastOf(picture, session, epoch) is { } claim && claim.StandsAt(picture.At) ? claim : null;
    }

    /// <summary>The same, also when its lease is over or it was given back.</summary>
    public static Claim? LastOf(FleetPicture picture, StreamSessionArn session, long? epoch)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return picture.Claims.GetValueOrDefault(session) is { } claim && claim.WindowEpoch == epoch ? claim : null;
    }

    /// <summary>Who else has the player in hand, for one reader; null when nobody has, or they have themselves.</summary>
    /// <param name="picture">What is so.</param>
    /// <param name="session">Whose claim.</param>
    /// <param name="epoch">The episode; null while it is not known, then there is none.</param>
    /// <param name="reader">Who reads; null for somebody who is nobody yet.</param>
    public static Claim? OfAnother(FleetPicture picture, StreamSessionArn session, long? epoch, Person? reader) =>
        Of(picture, session, epoch) is { } claim && IsOfAnother(claim, reader) ? claim : null;

    /// <summary>Whether a claim is this person's: they have the player in hand.</summary>
    /// <param name="claim">The claim; null where there is none.</param>
    /// <param name="person">Who asks; null for somebody who is nobody yet.</param>
    public static bool IsOf(Claim? claim, Person? person) => claim is not null && person?.Is(claim.By) == true;

    /// <summary>Whether a claim that stands is another one's: they are on it, and the reader looks.</summary>
    /// <param name="claim">The claim; null where there is none.</param>
    /// <param name="reader">Who reads; null for somebody who is nobody yet.</param>
    public static bool IsOfAnother(Claim? claim, Person? reader) => claim is not null && !IsOf(claim, reader);

    /// <summary>Who looks beside one person. Who has the player in hand looks, of course, and is not named again.</summary>
    /// <param name="onlookers">All who look.</param>
    /// <param name="claim">The claim; null where there is none.</param>
    /// <param name="person">Who asks; null for somebody who is nobody yet.</param>
    public static IReadOnlyList<Person> OthersBeside(IEnumerable<Person> onlookers, Claim? claim, Person? person) =>
        [.. onlookers.Where(one => person?.Is(one) != true && !IsOf(claim, one))];
}
