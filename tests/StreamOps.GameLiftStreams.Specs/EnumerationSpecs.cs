using Amazon.GameLiftStreams;

namespace StreamOps.GameLiftStreams.Specs;

/// <summary>Open enumerations: known values by name, unknown ones as themselves.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StreamSessionSummary.html</remarks>
public sealed class EnumerationSpecs
{
    [Fact]
    public void A_known_text_in_any_case_is_the_known_value()
    {
        Assert.Same(StreamSessionStatus.CONNECTED, StreamSessionStatus.FindValue("CONNECTED"));
        Assert.True(StreamSessionStatus.FindValue("connected") == StreamSessionStatus.CONNECTED);
        Assert.Equal("gen5n_high", StreamClass.Gen5n_high.Value);
    }

    [Fact]
    public void An_unknown_text_is_a_value_of_its_own_and_null_stays_null()
    {
        StreamSessionStatus unknown = "HIBERNATING";

        Assert.Equal("HIBERNATING", unknown.Value);
        Assert.False(unknown == StreamSessionStatus.ACTIVE);
        Assert.Null(StreamSessionStatus.FindValue(null));
    }
}
