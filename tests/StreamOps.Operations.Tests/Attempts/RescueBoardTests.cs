using StreamOps.Operations.Attempts;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Attempts;

public sealed class RescueBoardTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_two_attempts_of_one_moment_the_later_number_and_the_later_episode_stay_up()
    {
        var board = new RescueBoard();
        var second = Attempt(epoch: 7, number: 2);
        board.Publish(second);

        // What became of an earlier one is told late.
        board.Publish(Attempt(epoch: 7, number: 1) with { State = RescueState.Abandoned, EndedAt = Noon, Version = 9 });
        Assert.Equal(second.Id, board.Current[A.Arn()].Id);

        var next = Attempt(epoch: 8, number: 1);
        board.Publish(next);
        board.Publish(second with { State = RescueState.Abandoned, EndedAt = Noon, Version = 9 });
        Assert.Equal(next.Id, board.Current[A.Arn()].Id);
    }

    private static RescueAttempt Attempt(long epoch, int number) =>
        new()
        {
            Id = Guid.NewGuid(),
            Session = A.Arn(),
            WindowEpoch = epoch,
            Number = number,
            ClientToken = $"{epoch}-{number}",
            Operator = "Mara",
            State = RescueState.Answered,
            RequestedAt = Noon,
            Deadline = Noon.AddMinutes(1),
        };
}
