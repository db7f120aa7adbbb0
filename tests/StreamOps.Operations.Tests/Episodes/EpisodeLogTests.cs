using StreamOps.Operations.Episodes;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Episodes;

public sealed class EpisodeLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly EpisodeLog _log = new();

    [Fact]
    public void An_episode_that_goes_on_after_all_is_not_among_those_that_ended()
    {
        _log.Add([Episode(EpisodeOutcome.NoLongerListed, Noon)], Noon);
        Assert.Single(_log.EndedWithinTheHour);

        _log.Add([Episode(EpisodeOutcome.Open, endedAt: null)], Noon);

        Assert.Empty(_log.EndedWithinTheHour);
    }

    private static Episode Episode(EpisodeOutcome outcome, DateTimeOffset? endedAt) =>
        new()
        {
            Session = A.Arn(),
            Epoch = 1,
            UserId = "u-1",
            ApplicationArn = "",
            Location = "us-west-2",
            LostAt = Noon.AddMinutes(-1),
            EndedAt = endedAt,
            Outcome = outcome,
        };
}
