using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.GameLift;

public sealed class AwsSettingsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5190")]
    [InlineData("http://localhost:5190")]
    [InlineData("http://[::1]:5190")]
    [InlineData("https://gameliftstreams.us-west-2.api.aws")]
    [InlineData("https://vpce-1.gameliftstreams.us-west-2.vpce.amazonaws.com")]
    public void A_loopback_or_AWS_endpoint_is_taken(string url) => Assert.Empty(Failures(url));

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://gameliftstreams.us-west-2.api.aws")]
    [InlineData("https://evil.example")]
    [InlineData("https://api.aws.evil.example")]
    [InlineData("https://evilapi.aws")]
    [InlineData("https://x.api.aws@evil.example")]
    [InlineData("https://user@x.api.aws")]
    [InlineData("https://x.api.aws/?to=evil")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("127.0.0.1:5190")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("http://2852039166/")]
    public void Any_other_endpoint_is_refused(string url) =>
        Assert.Contains("AWS:ServiceURL", Assert.Single(Failures(url)), StringComparison.Ordinal);

    [Fact]
    public void Every_failure_is_told_at_once_and_names_its_key()
    {
        var failures = new AwsSettingsValidator()
            .Validate(null, new() { ServiceURL = "http://10.0.0.1", Region = "us-west-2" })
            .Failures!.ToList();

        Assert.Equal(3, failures.Count);
        Assert.All(failures, failure => Assert.StartsWith("AWS:", failure, StringComparison.Ordinal));
    }

    [Fact]
    public void Credentials_alone_do_not_end_the_demo() => Assert.True(new AwsSettings().IsEmpty);

    private static List<string> Failures(string url) =>
        [.. new AwsSettingsValidator().Validate(null, new() { ServiceURL = url, AuthenticationRegion = "us-west-2" }).Failures ?? []];
}
