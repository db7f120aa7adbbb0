using StreamOps.Dashboard.Looks;
using StreamOps.Operations.GameLift;

namespace StreamOps.Dashboard.Tests.Looks;

public sealed class StatusLookTests
{
    [Theory]
    [InlineData("ACTIVATING", "Starting", Tone.Moving)]
    [InlineData("ACTIVE", "Ready, no client", Tone.Calm)]
    [InlineData("CONNECTED", "Connected", Tone.Good)]
    [InlineData("PENDING_CLIENT_RECONNECTION", "Waiting for client", Tone.Urgency)]
    [InlineData("RECONNECTING", "Reconnecting", Tone.Moving)]
    [InlineData("TERMINATING", "Ending", Tone.Ended)]
    [InlineData("TERMINATED", "Ended", Tone.Ended)]
    [InlineData("ERROR", "Error", Tone.Critical)]
    [InlineData("SOMETHING_NEW", "SOMETHING_NEW", Tone.Ended)]
    public void A_session_status_has_a_word_and_a_tone(string status, string label, Tone tone)
    {
        var look = StatusLook.Of(new StreamSessionStatus(status));

        Assert.Equal((label, tone), (look.Label, look.Tone));
        Assert.NotEmpty(look.Tooltip);
    }

    [Fact]
    public void No_two_known_statuses_share_a_shape()
    {
        string[] words =
        [
            "ACTIVATING",
            "ACTIVE",
            "CONNECTED",
            "PENDING_CLIENT_RECONNECTION",
            "RECONNECTING",
            "TERMINATING",
            "TERMINATED",
            "ERROR",
            "NEW",
        ];

        Assert.Equal(words.Length, words.Select(word => StatusLook.Of(new StreamSessionStatus(word)).Icon).Distinct().Count());
    }

    [Theory]
    [InlineData("ACTIVE", "Active", Tone.Good)]
    [InlineData("UPDATING_LOCATIONS", "Updating locations", Tone.Moving)]
    [InlineData("ACTIVE_WITH_ERRORS", "Active with errors", Tone.Soon)]
    [InlineData("ERROR", "Error", Tone.Critical)]
    [InlineData("EXPIRED", "Expired", Tone.Ended)]
    [InlineData("NEW_ONE", "NEW_ONE", Tone.Ended)]
    public void A_group_or_location_status_has_a_word_and_a_tone(string status, string label, Tone tone)
    {
        var look = StatusLook.OfPlace(status);

        Assert.Equal((label, tone), (look.Label, look.Tone));
    }
}
