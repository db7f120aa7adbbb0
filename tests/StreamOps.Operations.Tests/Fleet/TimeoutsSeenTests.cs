using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

public sealed class TimeoutsSeenTests
{
    private readonly TimeoutsSeen _seen = new();

    [Fact]
    public void Nothing_is_guessed_before_three_agree()
    {
        Assert.False(Saw(60));
        Assert.False(Saw(600));
        Assert.False(Saw(60));
        Assert.Null(Guess());

        Assert.True(Saw(60));

        Assert.Equal(60, Guess());
    }

    [Fact]
    public void The_shortest_on_which_some_agree_is_kept_to_as_long_as_it_comes_along()
    {
        Saw(600, times: 3);
        Assert.Equal(600, Guess());
        Saw(60, times: 3);
        Assert.Equal(60, Guess());

        Saw(600, times: 19);
        Assert.Equal(60, Guess());
        Saw(600);

        Assert.Equal(600, Guess());
    }

    [Fact]
    public void It_says_nothing_of_another_application_or_stream_group()
    {
        Saw(60, times: 3);

        Assert.Null(Seconds(_seen.Guess(A.StreamSession("s9", "sg-other"))));
        Assert.Null(Seconds(_seen.Guess(A.StreamSession("s9") with { ApplicationArn = "another" })));
        Assert.Equal(60, Seconds(_seen.Guess(A.StreamSession("s9"))));
    }

    private bool Saw(int seconds, int times = 1)
    {
        var isChanged = false;
        for (var time = 0; time < times; time++)
        {
            isChanged |= _seen.Saw(A.StreamSession(), TimeSpan.FromSeconds(seconds));
        }

        return isChanged;
    }

    private double? Guess() => Seconds(_seen.Guess(A.StreamSession()));

    private static double? Seconds(TimeSpan? span) => span?.TotalSeconds;
}
