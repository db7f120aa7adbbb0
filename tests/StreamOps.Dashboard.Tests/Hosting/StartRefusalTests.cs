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
