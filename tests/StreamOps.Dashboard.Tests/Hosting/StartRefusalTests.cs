using StreamOps.Dashboard.Security;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>Whatever stops a start is one sentence on the error output, exit code 1, and no stack.</summary>
[Trait("Row", "F29")]
public sealed class StartRefusalTests
{
    private static readonly string File = typeof(StartRefusalTests).Assembly.Location;

    [Fact]
    public void A_misspelt_profile_a_wrong_Region_and_a_file_for_a_folder_are_told_together()
    {
        var refusal = Assert.Throws<StartRefusedException>(() =>
            DashboardApp.Build(["--AWS:Profile=supprot", "--AWS:Region=us west-2", $"--StreamOps:DataDirectory={File}"])
        );

        Assert.Equal(
            [
                "AWS:Profile: there is no profile supprot.",
                "AWS:Region: \"us west-2\" is no Region. Write it as us-west-2.",
                $"StreamOps:DataDirectory: {File} is a file, not a folder. Set it to a folder that StreamOps may write.",
            ],
            refusal.Reasons
        );
    }

    [Fact]
    public void A_word_for_a_yes_or_a_no_of_the_sign_in_is_told_with_the_rest()
    {
        var refusal = Assert.Throws<StartRefusedException>(() =>
            DashboardApp.Build([
                "--StreamOps:SignIn:PushRequests=maybe",
                "--StreamOps:SignIn:Authority=http://idp.example.com",
                "--AWS:Region=us west-2",
            ])
        );

        Assert.Contains(refusal.Reasons, reason => reason.Contains("StreamOps:SignIn:PushRequests", StringComparison.Ordinal));
        Assert.Contains("AWS:Region: \"us west-2\" is no Region. Write it as us-west-2.", refusal.Reasons);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_tells_the_commands_and_starts_nothing(string asked)
    {
        var output = new StringWriter();

        Assert.True(UsageVerb.IsAskedFor([asked]));
        Assert.Equal(UsageVerb.Told, await UsageVerb.RunAsync([asked], output, TextWriter.Null));
        Assert.Contains("backup FILE", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_command_starts_nothing()
    {
        await using var dashboard = DashboardProcess.StartWith("audti", "verify");

        var (exitCode, errors, output) = await dashboard.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal((UsageVerb.Unknown, ""), (exitCode, output));
        Assert.StartsWith("There is no command audti.", errors, StringComparison.Ordinal);
        Assert.False(
            UsageVerb.IsAskedFor(["--urls", "http://127.0.0.1:0"])
                || UsageVerb.IsAskedFor(["urls=http://127.0.0.1:0"])
                || UsageVerb.IsAskedFor([])
        );
    }

    [Fact]
    public async Task Asked_to_stop_before_it_has_started_it_ends()
    {
        await using var dashboard = DashboardProcess.Start();

        await dashboard.StopDuringStartAsync(TestContext.Current.CancellationToken);

        await dashboard.EndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
    }

    [Fact]
    public async Task A_misspelt_profile_stops_the_start_though_there_are_keys_in_the_environment()
    {
        await using var dashboard = DashboardProcess.Start(
            ("AWS__Profile", "supprot"),
            ("AWS__Region", "us-west-2"),
            ("AWS_ACCESS_KEY_ID", "other"),
            ("AWS_SECRET_ACCESS_KEY", "other")
        );

        var (exitCode, errors, output) = await dashboard.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, "AWS:Profile: there is no profile supprot.", ""), (exitCode, errors.Trim(), output.Trim()));
    }

    [Fact]
    public async Task A_damaged_database_stops_the_start_by_its_sentence_alone()
    {
        var data = Directory.CreateTempSubdirectory("streamops-damaged-");
        await System.IO.File.WriteAllTextAsync(Path.Combine(data.FullName, "streamops.db"), new string('x', 8_192));
        await using var dashboard = DashboardProcess.Start(("StreamOps__DataDirectory", data.FullName));

        var (exitCode, errors, output) = await dashboard.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The database file", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + output, StringComparison.Ordinal);
        data.Delete(recursive: true);
    }
}
