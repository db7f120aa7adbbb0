using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.GameLift;

public sealed class AwsSettingsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5190")]
    [InlineData("http://localhost:5190")]
    [InlineData("http://[::1]:5190")]
    [InlineData("https://gameliftstreams.us-west-2.api.aws")]
    [InlineData("https://127.0.0.1:5190")]
    [InlineData("https://gameliftstreams.us-west-2.api.aws/")]
    [InlineData("https://gameliftstreams-fips.us-east-2.api.aws")]
    [InlineData("https://gameliftstreams.eu-central-1.amazonaws.com")]
    [InlineData("https://gameliftstreams-fips.us-east-2.amazonaws.com")]
    [InlineData("https://vpce-1.gameliftstreams.us-west-2.vpce.amazonaws.com")]
    [InlineData("https://vpce-0a1b2c3d-9z8y-us-west-2a.gameliftstreams.us-west-2.vpce.amazonaws.com")]
    [InlineData("https://vpce-0a1b2c3d.gameliftstreams-fips.us-west-2.vpce.amazonaws.com")]
    public void Loopback_and_the_services_own_hosts_are_taken(string url) => Assert.Empty(Failures(url));

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
    [InlineData("https://bucket.s3.amazonaws.com")]
    [InlineData("https://bucket.s3.us-west-2.amazonaws.com/gameliftstreams.us-west-2.api.aws")]
    [InlineData("https://abc.execute-api.us-west-2.amazonaws.com")]
    [InlineData("https://gameliftstreams.s3.us-west-2.amazonaws.com")]
    [InlineData("https://gameliftstreams.us-west-2.s3.amazonaws.com")]
    [InlineData("https://evil.gameliftstreams.us-west-2.api.aws")]
    [InlineData("https://vpce-1.evil.us-west-2.vpce.amazonaws.com")]
    [InlineData("https://vpce-1.s3.us-west-2.vpce.amazonaws.com")]
    [InlineData("https://gamelift.us-west-2.amazonaws.com")]
    [InlineData("https://gameliftstreams.amazonaws.com")]
    [InlineData("https://gameliftstreams.us-west-2.amazonaws.com.cn")]
    [InlineData("https://gameliftstreams.us-west-2.amazonaws.com.")]
    [InlineData("https://gameliftstreams.us-west-2.amazonaws.com:8443")]
    [InlineData("https://gameliftstreams.us-west-2.amazonaws.com/path")]
    [InlineData("https://gameliftstreams.us-west-2.amazonaws.com#x")]
    [InlineData("https://user:secret@gameliftstreams.us-west-2.amazonaws.com")]
    [InlineData("https://gameliftstreams.us-west-2.amazonaws.com@evil.example")]
    [InlineData("https://gameliftstreams.us-west-2.amazonaws.com\\@evil.example")]
    [InlineData("https://xn--gameliftstreams-abc.us-west-2.amazonaws.com")]
    [InlineData("https://gameliftstreamſ.us-west-2.amazonaws.com")]
    [InlineData("https://gameliftstreams.us-west-2.amazonaws。com")]
    [InlineData("https://gameliftstreams%2eus-west-2.amazonaws.com")]
    [InlineData("https://GameLiftStreams.us-west-2.amazonaws.com")]
    [InlineData("HTTPS://gameliftstreams.us-west-2.amazonaws.com")]
    [InlineData("https:gameliftstreams.us-west-2.amazonaws.com")]
    [InlineData(" https://gameliftstreams.us-west-2.amazonaws.com")]
    [InlineData("https://gameliftstreams.us-west-2.amazonaws.com\n")]
    [InlineData("http://gameliftstreams.us-west-2.amazonaws.com")]
    [Trait("Row", "A9")]
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
