using StreamOps.Operations.GameLift;

namespace StreamOps.Testing;

/// <summary>Builders that read as sentences: <c>A.StreamSession("s1").In(StreamSessionStatus.Connected)</c>.</summary>
public static class A
{
    public const string Group = "sg-1AB2C3De4";

    public static StreamSessionArn Arn(string id = "s1", string group = Group) =>
        StreamSessionArn.Parse($"arn:aws:gameliftstreams:us-west-2:111122223333:streamsession/{group}/{id}");

    public static StreamSession StreamSession(string id = "s1", string group = Group) =>
        new()
        {
            Arn = Arn(id, group),
            Status = StreamSessionStatus.Connected,
            UserId = $"u-{id}",
            ApplicationArn = "arn:aws:gameliftstreams:us-west-2:111122223333:application/a-9ZY8X7Wv6",
            Location = "us-west-2",
        };

    public static StreamSession In(this StreamSession session, StreamSessionStatus status) => session with { Status = status };

    public static StreamSessionDetails Details(
        this StreamSession session,
        int connectionTimeoutSeconds = 120,
        int sessionLengthSeconds = 43_200
    ) =>
        new()
        {
            Session = session,
            ConnectionTimeout = TimeSpan.FromSeconds(connectionTimeoutSeconds),
            SessionLength = TimeSpan.FromSeconds(sessionLengthSeconds),
        };

    public static StreamGroup StreamGroup(string id = Group) =>
        new()
        {
            Id = id,
            Arn = $"arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/{id}",
            Status = StreamGroupStatus.Active,
            Description = "Skyrail EU",
            StreamClass = "gen6n_high",
        };
}
