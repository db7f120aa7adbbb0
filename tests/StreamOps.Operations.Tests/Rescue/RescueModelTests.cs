using CsCheck;

namespace StreamOps.Operations.Tests.Rescue;

public class RescueModelTests
{
    [Fact]
    public void In_100000_interleavings_no_answer_goes_astray_and_no_window_is_won_twice()
    {
        long handed = 0;
        long connected = 0;

        Gen.Int[0, 1_000_000_000]
            .Array[20, 40]
            .Sample(
                choices =>
                {
                    var model = new RescueModel();
                    foreach (var choice in choices)
                    {
                        model.Step((uint)choice);
                    }

                    Interlocked.Add(ref handed, model.Handed);
                    Interlocked.Add(ref connected, model.Connected);
                    Assert.Equal("", model.Wrong);
                },
                iter: 100_000
            );

        // A model in which hardly anything happens would prove nothing.
        Assert.True(handed > 1_000, $"{handed} answers handed out");
        Assert.True(connected > 1_000, $"{connected} attempts connected");
    }
}
