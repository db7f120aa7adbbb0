using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.Polling;

public sealed class ApplicationNamesTests
{
    private static readonly FleetSnapshot Fleet = FleetSnapshot.Empty with
    {
        Applications = FleetSnapshot
            .Empty.Applications.Add("arn:one", new Application("arn:one", "a-1", "Skyrail"))
            .Add("arn:two", new Application("arn:two", "a-2", "Skyrail"))
            .Add("arn:three", new Application("arn:three", "a-3", "Delta"))
            .Add("arn:four", new Application("arn:four", "a-4", "")),
    };

    [Theory]
    [InlineData("arn:one", "Skyrail · a-1")]
    [InlineData("arn:two", "Skyrail · a-2")]
    [InlineData("arn:three", "Delta")]
    [InlineData("arn:four", "a-4")]
    [InlineData("arn:aws:gameliftstreams:us-west-2:111122223333:application/a-5", "a-5")]
    public void Two_applications_never_have_one_name(string arn, string name) => Assert.Equal(name, Fleet.ApplicationName(arn));

    [Fact]
    public void An_application_that_came_later_changes_the_names() =>
        Assert.Equal(
            "Delta · a-3",
            (Fleet with { Applications = Fleet.Applications.Add("arn:five", new Application("arn:five", "a-5", "Delta")) }).ApplicationName(
                "arn:three"
            )
        );
}
