using System.Collections.Immutable;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
using StreamOps.Operations.StandBy;

namespace StreamOps.Testing;

/// <summary>Pictures of a fleet, told as sentences.</summary>
public static class APicture
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 14, 0, 0, TimeSpan.Zero);

    public static LiveStreamSession Session(string id = "s1", StreamSessionStatus? status = null) =>
        new()
        {
            Session = A.StreamSession(id).In(status ?? StreamSessionStatus.Connected) with { CreatedAt = Now.AddMinutes(-38) },
            StatusSinceEarliest = Now.AddSeconds(-20),
            StatusSinceLatest = Now.AddSeconds(-18),
            WasConnected = true,
        };

    public static LiveStreamSession Waiting(string id, int secondsLeft, int timeoutSeconds = 120) =>
        Session(id, StreamSessionStatus.PendingClientReconnection) with
        {
            Window = Window(secondsLeft, timeoutSeconds),
        };

    public static ReconnectionWindow Window(int secondsLeft, int timeoutSeconds = 120, WindowKind kind = WindowKind.Reach)
    {
        var entered = Now.AddSeconds(secondsLeft - timeoutSeconds);
        return new ReconnectionWindow
        {
            Kind = kind,
            Epoch = 1,
            EnteredEarliest = entered.AddSeconds(-3),
            EnteredExpected = entered,
            EnteredLatest = entered.AddSeconds(1),
            ConnectionTimeout = TimeSpan.FromSeconds(timeoutSeconds),
        };
    }

    public static RescueAttempt Attempt(string id, RescueState state) =>
        new()
        {
            Id = new Guid("7d41aa11-0000-0000-0000-000000000001"),
            Session = A.Arn(id),
            WindowEpoch = 1,
            Number = 1,
            ClientToken = "9f2c77aa-1c2d-4e5f-8a9b-0c1d2e3fa4e1",
            Operator = "Mara",
            State = state,
            RequestedAt = Now,
            AnsweredAt = state is RescueState.Answered or RescueState.Delivered or RescueState.Connected ? Now : null,
            DeliveredAt = state is RescueState.Delivered ? Now : null,
            EndedAt = state >= RescueState.Connected ? Now.AddSeconds(41) : null,
            Deadline = Now.AddMinutes(1),
        };

    /// <summary>A link of <see cref="Attempt"/>'s episode, made and not opened.</summary>
    public static RescueLink Link(string id = "s1") =>
        new()
        {
            Id = new Guid("11aa22bb-0000-0000-0000-000000000001"),
            Session = A.Arn(id),
            WindowEpoch = 1,
            Operator = "Mara",
            MadeAt = Now.AddSeconds(-10),
        };

    /// <summary>The game's own page of a session, open and standing by.</summary>
    public static StandByPage OpenPage(string id = "s1") =>
        new()
        {
            Session = A.Arn(id),
            Since = Now.AddSeconds(-5),
            Browser = "Chrome, Android",
        };

    /// <summary>A claim of <see cref="Attempt"/>'s episode, 22 s before its lease is over.</summary>
    public static Claim Claim(string id = "s1", string by = "Mara", string? from = null) =>
        new()
        {
            Session = A.Arn(id),
            WindowEpoch = 1,
            Operator = by,
            Since = Now.AddSeconds(-8),
            Until = Now.AddSeconds(22),
            TakenFromName = from ?? "",
        };

    /// <summary>The same with claims, and with who looks.</summary>
    public static FleetPicture With(this FleetPicture picture, Claim claim) =>
        FleetPicture.Of(News(picture) with { Claims = picture.Claims.SetItem(claim.Session, claim) }, picture.At);

    /// <summary>The same with somebody who looks at a session.</summary>
    public static FleetPicture WithLooking(this FleetPicture picture, string id, params string[] names)
    {
        var board = new PresenceBoard();
        foreach (var name in names)
        {
            board.Enter(A.Arn(id), name, new Person(name));
        }

        return FleetPicture.Of(News(picture) with { Onlookers = board.Current }, picture.At);
    }

    /// <summary>The same with links and open pages.</summary>
    public static FleetPicture With(this FleetPicture picture, RescueLink? link, StandByPage? page = null)
    {
        var news = News(picture);
        return FleetPicture.Of(
            news with
            {
                Links = link is null ? news.Links : news.Links.SetItem(link.Session, link),
                StandBy = page is null ? news.StandBy : news.StandBy.SetItem(page.Session, page),
            },
            picture.At
        );
    }

    public static Episode Ended(string id, EpisodeOutcome outcome, string reason = "") =>
        new()
        {
            Session = A.Arn(id),
            Epoch = 1,
            UserId = $"u-{id}",
            ApplicationArn = "arn:aws:gameliftstreams:us-west-2:111122223333:application/a-9ZY8X7Wv6",
            Location = "us-west-2",
            LostAt = Now.AddMinutes(-14),
            EndedAt = Now.AddMinutes(-14).AddSeconds(41),
            Outcome = outcome,
            StatusReason = reason,
        };

    public static FleetSnapshot Fleet(params LiveStreamSession[] sessions) =>
        new()
        {
            Version = 1,
            IsComplete = true,
            Health = new PollHealth { State = PollState.Live, UrgentInterval = TimeSpan.FromSeconds(2) },
            Sessions = sessions.ToImmutableDictionary(session => session.Arn),
            Groups = ImmutableDictionary
                .Create<string, LiveStreamGroup>(StringComparer.Ordinal)
                .Add(A.Group, new LiveStreamGroup(A.StreamGroup())),
        };

    public static FleetPicture Of(params LiveStreamSession[] sessions) => Of(Fleet(sessions));

    public static FleetPicture Of(FleetSnapshot snapshot, params RescueAttempt[] attempts) =>
        FleetPicture.Of(new FleetNews(snapshot, []) { Rescues = attempts.ToImmutableDictionary(attempt => attempt.Session) }, Now);

    public static FleetPicture With(this FleetPicture picture, params Episode[] ended) =>
        FleetPicture.Of(News(picture) with { Ended = [.. ended] }, picture.At);

    internal static FleetNews News(FleetPicture picture) =>
        new(picture.Snapshot, [])
        {
            Rescues = picture.Rescues,
            Links = picture.Links,
            StandBy = picture.StandBy,
            Claims = picture.Claims,
            Onlookers = picture.Onlookers,
            Ended = picture.Ended,
            Pace = picture.Pace,
        };
}
