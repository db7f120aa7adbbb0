using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Errors;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>A profile that gives no credentials says what is to be done, and that nothing was sent.</summary>
public sealed class ProfileCredentialsSpecs : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("streamops-aws-").FullName, "credentials");

    private string Command => _file + ".sh";

    public ProfileCredentialsSpecs() =>
        File.WriteAllText(
            _file,
            """
            [sso]
            sso_start_url = https://streamops-test.example.com/start
            sso_region = us-west-2
            sso_account_id = 111122223333
            sso_role_name = Support

            [base]
            aws_access_key_id = AKIAEXAMPLE
            aws_secret_access_key = example

            [mfa]
            role_arn = arn:aws:iam::111122223333:role/Support
            source_profile = base
            mfa_serial = arn:aws:iam::111122223333:mfa/agent

            [failing]
            credential_process = exit 3

            [talking]
            credential_process = echo secret: please log in first

            [slow]
            credential_process = sleep 8

            [patient]
            credential_process = sh {Command}
            """.Replace("{Command}", Command, StringComparison.Ordinal)
        );

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Theory]
    [InlineData("sso", "StreamOps.SsoLoginNeeded", "aws sso login --profile sso")]
    [InlineData("mfa", "StreamOps.MfaCodeNeeded", "an MFA code, which cannot be asked for here")]
    [InlineData("failing", "StreamOps.CredentialProcessFailed", "The credential_process of the profile failing failed")]
    [InlineData("slow", "StreamOps.CredentialProcessSlow", "The credential_process of the profile slow is slow")]
    [InlineData("talking", "StreamOps.CredentialProcessFailed", "The credential_process of the profile talking failed")]
    public async Task A_profile_names_itself_and_what_helps(string profile, string code, string words)
    {
        await using var service = await RawService.StartAsync(RawService.Page(200));
        var port = service.Port(("AWS:Profile", profile), ("AWS:ProfilesLocation", _file));

        var failure = await Assert.ThrowsAsync<GameLiftException>(() => port.ListStreamGroupsAsync(null, default));

        Assert.Equal(code, failure.Code.Value);
        Assert.Contains(words, ErrorText.ForCode(failure.Code).Sentence, StringComparison.Ordinal);
        Assert.Contains(profile, ErrorBriefs.Of(failure.Code), StringComparison.Ordinal);
        Assert.Equal(CallFailure.Postponed, CallFailures.KindOf(failure));
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, service.Requests);
    }

    [Fact]
    public async Task A_slow_process_is_started_once_and_what_it_gives_in_the_end_is_used()
    {
        var runs = Path.Combine(Path.GetDirectoryName(_file)!, "runs");
        await File.WriteAllTextAsync(
            Command,
            $$"""
            echo run >> '{{runs}}'
            sleep 4
            echo '{"Version":1,"AccessKeyId":"AKIAEXAMPLE","SecretAccessKey":"example"}'
            """,
            TestContext.Current.CancellationToken
        );
        await using var service = await RawService.StartAsync(RawService.Page(200));
        var port = service.Port(("AWS:Profile", "patient"), ("AWS:ProfilesLocation", _file));

        var both = Enumerable
            .Range(0, 2)
            .Select(_ => Assert.ThrowsAsync<GameLiftException>(() => port.ListStreamGroupsAsync(null, default)));
        var late = await Task.WhenAll(both);
        while (service.Requests == 0)
        {
            await Assert.ThrowsAsync<GameLiftException>(() => port.ListStreamGroupsAsync(null, default));
        }

        Assert.All(late, failure => Assert.Equal(ApiErrorCode.CredentialProcessSlow, failure.Code));
        Assert.Single(await File.ReadAllLinesAsync(runs, TestContext.Current.CancellationToken));
    }

    [Fact]
    [Trait("Row", "F7")]
    public async Task Keys_that_are_written_anew_into_the_file_sign_the_next_call_and_the_last_ones_while_it_is_being_written()
    {
        var signatures = new ConcurrentQueue<string>();
        await using var service = await RawService.StartAsync(context =>
        {
            signatures.Enqueue(context.Request.Headers.Authorization.ToString());
            return RawService.Page(403)(context);
        });
        var time = new FakeTimeProvider();
        service.Time = time;
        var port = service.Port(("AWS:Profile", "base"), ("AWS:ProfilesLocation", _file));
        foreach (
            var lines in (string[])
                [
                    "[base]\naws_access_key_id = AKIAFIRST\naws_secret_access_key = example\n",
                    "[base]\naws_access_key_id = AKIASECOND\naws_secret_access_key = example\naws_session_token = example\n",
                    "[base]\naws_access",
                    "[base]\naws_access_key_id = AKIATHIRD\naws_secret_access_key = exa",
                ]
        )
        {
            time.Advance(ProfileKeys.BetweenLooks);
            await File.WriteAllTextAsync(_file, lines, TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<GameLiftException>(() => port.ListStreamGroupsAsync(null, default));
        }

        Assert.Equal(
            ["AKIAFIRST", "AKIASECOND", "AKIASECOND", "AKIASECOND"],
            signatures.Select(signature => signature.Split("Credential=")[1].Split('/')[0])
        );
    }

    [Fact]
    public void The_profile_is_no_part_of_what_a_code_is() =>
        Assert.Equal(ApiErrorCode.SsoLoginNeeded, ApiErrorCode.SsoLoginNeeded with { Profile = "support" });
}
