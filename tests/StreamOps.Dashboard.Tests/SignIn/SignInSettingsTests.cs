using Microsoft.Extensions.Configuration;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>Wrong settings of the sign-in stop the start, each with a sentence that names its key and holds no secret.</summary>
public sealed class SignInSettingsTests
{
    [Theory]
    [InlineData("Authority", "Authority=http://idp.example.com")]
    [InlineData("Authority", "Authority=idp.example.com")]
    [InlineData("Authority", "Authority=https://me:pw@idp.example.com")]
    [InlineData("Authority", "Authority=")]
    [InlineData("ClientId", "ClientId=")]
    [InlineData("NameClaim", "NameClaim= ")]
    [InlineData("RoleClaim", "RoleClaim=")]
    [InlineData("Prompt", "Prompt=none")]
    [InlineData("Operators", "Operators= ; ")]
    [InlineData("ClientSecretFile", "ClientSecretFile=/no/such/file")]
    [InlineData("Viewers", "Viewers:0=wallboard")]
    [InlineData("StreamGroups", "StreamGroups=support")]
    [InlineData("StreamGroups", "StreamGroups=support -> ")]
    [InlineData("StreamGroups", "StreamGroups=leads -> *; support -> sg-1AB2C3De4")]
    [InlineData("StreamGroups", "StreamGroups:support=team=eu")]
    public void Each_is_told_by_its_key(string key, string wrong)
    {
        var refusal = Refusal($"--StreamOps:SignIn:{wrong}");

        Assert.Contains(refusal.Reasons, reason => reason.StartsWith($"StreamOps:SignIn:{key} ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_in_two_places_is_told_without_it()
    {
        var refusal = Refusal("--StreamOps:SignIn:ClientSecret=hush-hush", "--StreamOps:SignIn:ClientSecretFile=/no/such/file");

        var reason = Assert.Single(refusal.Reasons);
        Assert.DoesNotContain("hush", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ClientId")]
    [InlineData("Operators")]
    [InlineData("Takeover")]
    [InlineData("StreamGroups")]
    [InlineData("StreamGroupClaim")]
    [InlineData("Prompt")]
    [InlineData("Contact")]
    public void A_sign_in_that_is_half_set_does_not_pass_for_one_that_guards(string setting)
    {
        var rules = new SignInOptionsRules(new ConfigurationBuilder().Build());
        var options = new SignInOptions();
        typeof(SignInOptions).GetProperty(setting)!.SetValue(options, "x -> *");

        Assert.Contains(
            rules.Validate(null, options).Failures ?? [],
            reason => reason.Contains("is needed with the other", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_sign_in_that_pushes_and_has_no_provider_does_not_pass_for_one_that_guards() =>
        Assert.Contains(
            new SignInOptionsRules(new ConfigurationBuilder().Build()).Validate(null, new SignInOptions { PushRequests = true }).Failures
                ?? [],
            reason => reason.Contains("is needed with the other", StringComparison.Ordinal)
        );

    [Fact]
    public void Several_are_told_together() =>
        Assert.Equal(
            3,
            Refusal("--StreamOps:SignIn:ClientId=", "--StreamOps:SignIn:Operators=", "--StreamOps:SignIn:RoleClaim=").Reasons.Count
        );

    [Theory]
    [InlineData("", "support", "*")]
    [InlineData("support -> team=eu", "support", "team=eu")]
    [InlineData("support -> team=eu", "support-leads", "")]
    [InlineData("a -> x=1; b -> y=2, z=3", "b,a", "x=1, y=2, z=3")]
    [InlineData("a -> x=1; b -> *", "b,a", "*")]
    [InlineData("a -> x=1", "A", "")]
    public void Whose_values_show_which_stream_groups(string setting, string values, string sees) =>
        Assert.Equal(
            sees,
            new SignInOptions { StreamGroups = setting }
                .SightOf(values.Split(',').ToHashSet(StringComparer.Ordinal))
                .Text
        );

    private static StartRefusedException Refusal(params string[] wrong) =>
        Assert.Throws<StartRefusedException>(() =>
            DashboardApp.Build([
                "--AWS:ServiceURL=http://127.0.0.1:9",
                "--AWS:AuthenticationRegion=us-west-2",
                "--StreamOps:SignIn:Authority=https://idp.example.com",
                "--StreamOps:SignIn:ClientId=streamops",
                "--StreamOps:SignIn:Operators=support",
                .. wrong,
            ])
        );
}
