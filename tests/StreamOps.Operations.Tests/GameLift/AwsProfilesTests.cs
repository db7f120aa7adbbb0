using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>A named profile is used or stops the start; nothing else takes its place.</summary>
public sealed class AwsProfilesTests : IDisposable
{
    private const string Keys = """
        aws_access_key_id = AKIAEXAMPLE
        aws_secret_access_key = example
        """;

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("streamops-aws-").FullName, "credentials");
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal)
    {
        ["AWS_ACCESS_KEY_ID"] = "other",
        ["AWS_SECRET_ACCESS_KEY"] = "other",
    };

    public AwsProfilesTests() =>
        File.WriteAllText(
            _file,
            $"""
            [support]
            {Keys}
            region = eu-central-1

            [nowhere]
            {Keys}

            [blank]
            {Keys}
            region = us west-2

            [empty]
            output = json

            [orphan]
            role_arn = arn:aws:iam::111122223333:role/Support
            source_profile = gone
            """
        );

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void A_misspelt_profile_is_refused_though_other_keys_are_about() =>
        Assert.Equal(["AWS:Profile: there is no profile supprot."], Failures(new() { Profile = "supprot", Region = "us-west-2" }));

    [Fact]
    public void A_profile_that_is_there_is_taken() => Assert.Empty(Failures(new() { Profile = "support", Region = "us-west-2" }));

    [Theory]
    [InlineData("empty")]
    [InlineData("orphan")]
    public void A_profile_that_gives_no_credentials_is_refused_too(string profile) =>
        Assert.StartsWith(
            $"AWS:Profile: the profile {profile} gives no credentials",
            Assert.Single(Failures(new() { Profile = profile, Region = "us-west-2" })),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_misspelt_AWS_PROFILE_is_refused_by_its_own_name()
    {
        _environment["AWS_PROFILE"] = "supprot";

        Assert.Equal(["AWS_PROFILE: there is no profile supprot."], Failures(new() { Region = "us-west-2" }));
        Assert.Empty(Failures(new() { Profile = "support", Region = "us-west-2" }));
        Assert.Empty(Failures(new()));
    }

    [Fact]
    public void Files_that_cannot_be_read_are_told_without_a_line_of_theirs()
    {
        File.WriteAllText(_file, "[support]\naws_secret_access_key secret\n");

        var failure = Assert.Single(Failures(new() { Profile = "support", Region = "us-west-2" }));

        Assert.StartsWith("AWS:Profile: ", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us west-2")]
    [InlineData(" us-west-2")]
    [InlineData("us-west-2 ")]
    [InlineData("us_west_2")]
    [InlineData("US-WEST-2")]
    [InlineData("us-west-2.evil.example")]
    public void A_Region_that_is_none_is_told_by_key_and_value(string region)
    {
        Assert.Equal([$"AWS:Region: \"{region}\" is no Region. Write it as us-west-2."], Failures(new() { Region = region }));
        Assert.StartsWith(
            $"AWS:AuthenticationRegion: \"{region}\"",
            Assert.Single(Failures(new() { ServiceURL = "http://127.0.0.1:5190", AuthenticationRegion = region })),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("us-gov-west-1")]
    [InlineData("eusc-de-east-1")]
    [InlineData("ap-northeast-1")]
    public void A_Region_of_any_partition_is_taken(string region) => Assert.Empty(Failures(new() { Region = region }));

    [Fact]
    public void Without_a_Region_the_profiles_own_is_checked_then_the_environments_and_none_is_told()
    {
        Assert.Empty(Failures(new() { Profile = "support" }));
        Assert.Equal(
            ["AWS:Profile: a setting of the profile blank cannot be read. Check its region first."],
            Failures(new() { Profile = "blank" })
        );
        Assert.StartsWith("AWS:Region is missing", Assert.Single(Failures(new() { Profile = "nowhere" })), StringComparison.Ordinal);

        _environment["AWS_REGION"] = "us-west-2";

        Assert.Empty(Failures(new() { Profile = "nowhere" }));
    }

    [Theory]
    [InlineData("", "eu-central-1")]
    [InlineData("us-west-2", "us-west-2")]
    public async Task The_profiles_own_Region_is_where_calls_go_when_none_is_set(string region, string expected)
    {
        await using var services = Services(region);

        var client = services.GetRequiredService<Amazon.GameLiftStreams.IAmazonGameLiftStreams>();

        Assert.Equal(expected, client.Config.RegionEndpoint.SystemName);
    }

    [Fact]
    public async Task Calls_are_signed_with_the_named_profiles_keys_alone()
    {
        await using var services = Services("us-west-2");

        var credentials = await services.GetRequiredService<Amazon.Extensions.NETCore.Setup.AWSOptions>().Credentials.GetCredentialsAsync();

        Assert.Equal("AKIAEXAMPLE", credentials.AccessKey);
    }

    private ServiceProvider Services(string region)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("AWS:Profile", "support"), new("AWS:ProfilesLocation", _file), new("AWS:Region", region)])
            .Build();
        return new ServiceCollection().AddGameLift(configuration).BuildServiceProvider();
    }

    private List<string> Failures(AwsSettings settings)
    {
        settings.ProfilesLocation = _file;
        return [.. new AwsSettingsValidator(name => _environment.GetValueOrDefault(name)).Validate(null, settings).Failures ?? []];
    }
}
